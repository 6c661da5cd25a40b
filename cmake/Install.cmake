# cmake --install: the program, its units, its configuration and its manual pages.
include(GNUInstallDirs)
install(TARGETS griffier RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES conf/griffier.toml conf/live.toml DESTINATION "${CMAKE_INSTALL_DOCDIR}")
# What an operator wrote is never overwritten.
install(CODE "
  set(configuration \"\$ENV{DESTDIR}/etc/griffier/griffier.toml\")
  if(NOT EXISTS \"\${configuration}\")
    file(INSTALL \"${CMAKE_SOURCE_DIR}/conf/griffier.toml\" DESTINATION \"\$ENV{DESTDIR}/etc/griffier\")
  endif()")
install(FILES systemd/griffier.service DESTINATION lib/systemd/system)
install(FILES systemd/griffier.sysusers DESTINATION lib/sysusers.d RENAME griffier.conf)
install(FILES docs/man/griffier.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES docs/man/griffier.toml.5 DESTINATION "${CMAKE_INSTALL_MANDIR}/man5")
