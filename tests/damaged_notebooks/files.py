"""Damages of a file: its bytes, its encoding, its JSON."""

import gzip
import io
import json
import zipfile

from damaged_notebooks import Collection

files = Collection()
whole = files.of_bytes
AGAIN = "part of it is missing"


@whole(refused="empty")
def empty_file(_):
    return b""


@whole(refused="empty")
def white_space(_):
    return b" \r\n\t\n"


@whole(refused="empty")
def zeros(_):
    return bytes(4096)


@whole(refused="breaks off in the middle")
def truncated_in_the_middle(content):
    return content[: len(content) // 2]


@whole(refused="breaks off in the middle")
def truncated_by_a_byte(content):
    return content.rstrip()[:-1]


@whole(refused="breaks off in the middle")
def truncated_in_an_output(content):
    return content.replace(b'"outputs": []', b'"outputs": [{"text": ["loss')


@whole(refused="breaks off in the middle")
def truncated_in_a_string_of_escapes(content):
    return content.replace(b'"outputs": []', b'"outputs": [{"text": "' + b'\\"' * 200_000, 1)[
        :300_000
    ]


@whole()
def byte_order_mark(content):
    return b"\xef\xbb\xbf" + content


@whole()
def utf_16(content):
    return content.decode().encode("utf-16")


@whole()
def utf_16_big_endian_without_mark(content):
    return content.decode().encode("utf-16-be")


@whole()
def utf_32(content):
    return content.decode().encode("utf-32")


@whole()
def crlf(content):
    return content.replace(b"\n", b"\r\n")


@whole("Latin-1")
def latin_1_in_the_title(content):
    plain = json.dumps(json.loads(content)).encode()
    return plain.replace(b"The multiclass SVM loss", b"Verlustfunktion f\xfcr drei", 1)


@whole("Some letters of the file were damaged")
def one_byte_that_is_no_utf_8(content):
    return content.replace(b"The multiclass SVM loss", b"The multi\xffclass SVM loss", 1)


@whole()
def zeros_at_the_end(content):
    return content + bytes(512)


@whole("goes on after the notebook's end")
def twice_in_one_file(content):
    return content + content


@whole("goes on after the notebook's end")
def a_bracket_too_many(content):
    return content.rstrip() + b"}\n"


@whole()
def numbers_that_are_none(content):
    return content.replace(b'"execution_count": null', b'"execution_count": NaN', 3).replace(
        b'"nbformat_minor": 5', b'"nbformat_minor": 1e999, "big": ' + b"9" * 6000
    )


@whole()
def keys_twice(content):
    return content.replace(b'"cells": [', b'"cells": [], "cells": [', 1)


@whole()
def line_breaks_inside_of_strings(content):
    return content.replace(b"The multiclass SVM loss", b"The multiclass\n\tSVM loss", 1)


@whole(refused="nested too deep")
def deep_lists(_):
    return b"[" * 100_000


@whole()
def deep_lists_in_an_output(content):
    deep = b"[" * 100_000 + b"]" * 100_000
    return content.replace(b'"outputs": []', b'"outputs": [' + deep + b"]", 1)


@whole(refused="nested too deep")
def deep_lists_in_metadata(content):
    deep = b"[" * 100_000 + b"]" * 100_000
    return content.replace(b'"metadata": {', b'"metadata": {"deep": ' + deep + b",", 1)


@whole(refused="git merge conflict")
def merge_conflict(content):
    lines = content.split(b"\n")
    ours = [b"<<<<<<< HEAD", lines[20], b"=======", lines[20], b">>>>>>> feature"]
    return b"\n".join([*lines[:20], *ours, *lines[21:]])


@whole(refused="git merge conflict")
def merge_conflict_on_windows(content):
    return merge_conflict(content).replace(b"\n", b"\r\n")


@whole(refused="Python script")
def a_python_script(_):
    return b"import numpy as np\n\ndef hinge_loss(scores, label):\n    return 0\n"


@whole(refused="web page")
def a_web_page(_):
    return b"<!DOCTYPE html>\n<html><body>notebook</body></html>"


@whole(refused="zip archive or an Office document")
def a_word_file(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


@whole(refused="gzip")
def gzipped(content):
    return gzip.compress(content)


@whole(refused="PDF")
def a_pdf(_):
    return b"%PDF-1.7\n..."


@whole(refused="picture")
def a_picture(_):
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


@whole(refused=AGAIN)
def plain_words(_):
    return b"Ich habe die Aufgabe leider nicht geschafft."


@whole(refused=AGAIN)
def a_comma_lost(content):
    return content.replace(b'"outputs": [],', b'"outputs": []', 1)


@whole(refused="a list")
def a_list(content):
    return json.dumps(json.loads(content)["cells"]).encode()


@whole(refused="a single value")
def a_number(_):
    return b"42"


@whole(refused="no list of cells")
def no_cells(content):
    return json.dumps({**json.loads(content), "cells": None}).encode()


@whole(refused="no list of cells")
def cells_by_number(content):
    notebook = json.loads(content)
    cells = {str(number): cell for number, cell in enumerate(notebook["cells"])}
    return json.dumps({**notebook, "cells": cells}).encode()


@whole(refused="millions of values")
def millions_of_empty_lists(content):
    return content.replace(
        b'"metadata": {', b'"metadata": {"a": [' + b"[]," * 1_100_000 + b"0],", 1
    )


@whole(refused="text besides its outputs")
def far_too_much_text(content):
    return content.replace(b"The multiclass SVM loss", b"x" * (21 << 20), 1)
