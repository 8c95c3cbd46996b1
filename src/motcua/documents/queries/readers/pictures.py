"""Pictures: do they open to the end, how many are in the file."""

import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageFile, UnidentifiedImageError

MOST_PIXELS = 100_000_000
_MOST_PAGES = 500


def look(file: BinaryIO) -> dict[str, Any]:
    """What lies in a picture."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(file, formats=("JPEG", "PNG", "TIFF", "MPO")) as picture:
            pages = getattr(picture, "n_frames", 1)
            for number in range(min(pages, _MOST_PAGES)):
                if pages > 1:
                    picture.seek(number)
                if picture.width * picture.height > MOST_PIXELS:
                    return {"found": ["picture_too_large"]}
                picture.draft(None, (picture.width // 8 or 1, picture.height // 8 or 1))
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"found": ["picture_too_large"]}
    except UnidentifiedImageError:
        return {"found": ["file_broken"]}
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError) as error:
        return {
            "found": ["file_truncated" if "truncated" in str(error) or "bytes not processed" in str(error) else "file_broken"]
        }
    return {"pages": pages}
