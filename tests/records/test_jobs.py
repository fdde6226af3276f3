"""Does the worker make each PDF once, whatever happens to it?"""

import hashlib

from records.states import RecordState


def test_the_file_is_stored_once_and_completes_the_record(complete):
    assert complete.state == RecordState.COMPLETE
    data = complete.file.file.read()
    assert data.startswith(b"%PDF-")
    assert complete.file.sha256 == hashlib.sha256(data).hexdigest()
