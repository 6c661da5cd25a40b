"""A mail server for tests: python3 channel_smtp_server.py FOLDER [reject=CODE] [login=USER:PASSWORD] [mute].

Writes its port to FOLDER/port, and each message that it takes to FOLDER/mail-N.json as Python's email package reads it.
reject refuses the recipient with CODE; rejectdata refuses the content; mute never says a word.
"""
import asyncio
import email
import email.policy
import json
import pathlib
import sys

try:
    from aiosmtpd.smtp import AuthResult, SMTP
except ImportError:
    sys.exit(77)

folder = pathlib.Path(sys.argv[1])
options = dict(option.partition("=")[::2] for option in sys.argv[2:])


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if "reject" in options:
            return options["reject"] + " not today"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if "rejectdata" in options:
            return options["rejectdata"] + " bad content"
        raw = envelope.original_content
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content().replace("\r\n", "\n").rstrip() + "\n"
                 for part in mail.walk() if not part.is_multipart()}
        self.count += 1
        (folder / f"mail-{self.count}.tmp").write_text(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in mail.items()],
            "defects": [str(defect) for part in mail.walk() for defect in part.defects],
            "parts": parts, "type": mail.get_content_type(),
            "longest": max(len(line) for line in raw.split(b"\r\n")),
            "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
            "login": session.auth_data.decode() if session.auth_data else "",
        }))
        (folder / f"mail-{self.count}.tmp").rename(folder / f"mail-{self.count}.json")
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    good = f"{data.login.decode()}:{data.password.decode()}" == options.get("login")
    return AuthResult(success=good, handled=False, auth_data=data.login)


async def main():
    loop = asyncio.get_running_loop()
    handler = Handler()

    def protocol():
        if "mute" in options:
            return asyncio.Protocol()
        login = "login" in options
        return SMTP(handler, hostname="mail.test", loop=loop, auth_require_tls=False, auth_required=login,
                    authenticator=authenticate if login else None)

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    (folder / "port.tmp").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.tmp").rename(folder / "port")
    await server.serve_forever()


asyncio.run(main())
