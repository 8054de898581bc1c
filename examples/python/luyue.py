"""A tool in Python that opens and moves cases on Temporal itself, with the official SDK (package temporalio).

Reads one JSON document from standard input and prints one JSON object per step:

    {"address": "127.0.0.1:7233", "namespace": "luyue", "taskQueue": "luyue",
     "codec": {"url": "https://codec.insurer.example", "token": "..."},
     "steps": [{"open": {...}}, {"case": "claim-...", "act": "comment", "message": {...}}]}

`open` is an opening with its content, `message` is {request, actor, payload}; both carry `assertion` where a door has
signed them. Without `codec` payloads travel in plain, which only a worker of development reads (docs/security.md).
"""

import asyncio
import base64
import hashlib
import json
import os
import sys
import urllib.request
from typing import Any, Sequence

from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WithStartWorkflowOperation, WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.converter import DataConverter, PayloadCodec, WithSerializationContext
from temporalio.exceptions import ApplicationError


def case_id(process: str, source: str, reference: str) -> str:
    """Id of the case and of its workflow: the same request twice is the same case."""
    key = json.dumps([process, source, reference], separators=(",", ":"), ensure_ascii=False)
    first = hashlib.sha256(key.encode()).digest()[:10]
    return f"{process}-{base64.b32encode(first).decode().lower()}"


def digest(opening: dict[str, Any]) -> str:
    """What tells a repeated opening from another one under the same reference."""
    names = ("line", "branch", "receivedAt", "content", "drill", "barred")
    same = {name: opening[name] for name in names if name in opening}
    text = json.dumps(same, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class RemoteCodec(PayloadCodec, WithSerializationContext):
    """Lets the codec server encrypt and decrypt: this tool holds no key."""

    def __init__(self, url: str, token: str, workflow: str = "") -> None:
        self.url, self.token, self.workflow = url, token, workflow

    def with_context(self, context: Any) -> "RemoteCodec":
        return RemoteCodec(self.url, self.token, getattr(context, "workflow_id", None) or "")

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return await asyncio.to_thread(self._ask, "encode", payloads)

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return await asyncio.to_thread(self._ask, "decode", payloads)

    def _ask(self, verb: str, payloads: Sequence[Payload]) -> list[Payload]:
        headers = {
            "content-type": "application/json",
            "authorization": f"Bearer {self.token}",
            **({"x-workflow-id": self.workflow} if self.workflow else {}),
        }
        body = json.dumps({"payloads": [_to_json(payload) for payload in payloads]}).encode()
        request = urllib.request.Request(f"{self.url}/{verb}", data=body, headers=headers, method="POST")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return [_from_json(payload) for payload in json.load(answer)["payloads"]]


def _to_json(payload: Payload) -> dict[str, Any]:
    metadata = {name: base64.b64encode(value).decode() for name, value in payload.metadata.items()}
    return {"metadata": metadata, "data": base64.b64encode(payload.data).decode()}


def _from_json(payload: dict[str, Any]) -> Payload:
    metadata = {name: base64.b64decode(value) for name, value in payload.get("metadata", {}).items()}
    return Payload(metadata=metadata, data=base64.b64decode(payload.get("data", "")))


async def open_case(client: Client, task_queue: str, opening: dict[str, Any]) -> dict[str, Any]:
    """Starts the case or finds it started, and answers when its first event is in the record."""
    process = opening["process"]
    id = case_id(process, opening["source"], opening["reference"])
    start = WithStartWorkflowOperation(
        process,
        {"kind": "open", "open": {"digest": digest(opening), **opening}},
        id=id,
        task_queue=task_queue,
        # A case that runs is taken as it is; only an opening that was refused may be started again.
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
    )
    head = await client.execute_update_with_start_workflow("sync", start_workflow_operation=start)
    if head["seq"] == 0:
        # Not opened: the end of the run says why.
        await (await start.workflow_handle()).result()
    return {"case": id, "seq": head["seq"]}


async def act(client: Client, case: str, name: str, message: dict[str, Any]) -> dict[str, Any]:
    """Does an act. The same `request` again brings the same answer."""
    return await client.get_workflow_handle(case).execute_update(name, message)


async def step(client: Client, task_queue: str, wanted: dict[str, Any]) -> dict[str, Any]:
    try:
        if "open" in wanted:
            return await open_case(client, task_queue, wanted["open"])
        return await act(client, wanted["case"], wanted["act"], wanted["message"])
    except (WorkflowUpdateFailedError, WorkflowFailureError) as error:
        # The type of the failure is the code of the catalogue; its message may be encrypted.
        if isinstance(error.cause, ApplicationError):
            return {"refused": error.cause.type}
        raise
    except KeyError as error:
        # What comes back is encrypted, and this tool has no codec.
        if "payload encoding" in str(error):
            return {"unreadable": str(error.args[0])}
        raise


async def main() -> None:
    wanted = json.load(sys.stdin)
    codec = wanted.get("codec")
    converter = DataConverter(payload_codec=None if codec is None else RemoteCodec(**codec))
    client = await Client.connect(wanted["address"], namespace=wanted["namespace"], data_converter=converter)
    for one in wanted["steps"]:
        print(json.dumps(await step(client, wanted["taskQueue"], one)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
    # Threads of the SDK may outlive the interpreter, and crash it while it ends.
    sys.stdout.flush()
    os._exit(0)
