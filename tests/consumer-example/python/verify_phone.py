"""An application without any crate of ours, run by `verify-kit sandbox exec -- python3 verify_phone.py`.

It texts a code through Spinwheel's API, reads what was texted from the sandbox's control API, and hands the code in.
"""

import json
import os
import urllib.request

SPINWHEEL = os.environ["SPINWHEEL_BASE_URL"]
KEY = os.environ["SPINWHEEL_SECRET_KEY"]
CONTROL = os.environ["VERIFY_SANDBOX_URL"] + "/_sandbox/tenants/default"
PHONE = "+12025550142"


def call(url, body=None):
    """The answer to a GET, or to a POST where there is a body."""
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def main():
    person = {"phoneNumber": PHONE, "dateOfBirth": "1990-04-12", "extUserId": "customer-3"}
    user = call(f"{SPINWHEEL}/v1/users/connect/sms", person)["data"]["userId"]
    messages = call(f"{CONTROL}/outbox?wait=1")["messages"]
    code = next(message["code"] for message in reversed(messages) if message["to"] == PHONE)
    verified = call(f"{SPINWHEEL}/v1/users/{user}/connect/sms/verify", {"code": code})
    print(verified["data"]["connectionStatus"])


if __name__ == "__main__":
    main()
