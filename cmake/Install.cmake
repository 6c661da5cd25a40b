# cmake --install: the program, its units, its configuration and its manual pages.
include(GNUInstallDirs)
install(TARGETS griffier RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES conf/griffier.toml DESTINATION /etc/griffier)
install(FILES systemd/griffier.service DESTINATION lib/systemd/system)
install(FILES systemd/griffier.sysusers DESTINATION lib/sysusers.d RENAME griffier.conf)
install(FILES docs/man/griffier.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES docs/man/griffier.toml.5 DESTINATION "${CMAKE_INSTALL_MANDIR}/man5")
