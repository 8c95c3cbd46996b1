"""Why a whole file is refused, and what its sender can do."""

from motcua.foundation.errors import Invalid


class SheetTooBig(Invalid):
    code = "sheet_too_big"
    vi = "{name} lớn quá {most} MB. Bỏ hình ảnh và các trang không cần, hoặc chia thành nhiều tệp."
    en = "{name} is larger than {most} MB. Take out pictures and sheets that are not needed, or split the file."


class SheetArchiveTooDeep(Invalid):
    code = "sheet_archive_too_deep"
    vi = "{name} bung ra lớn quá mức cho phép. Chép riêng bảng cần nhập sang một tệp mới rồi gửi lại."
    en = "{name} unpacks to more than is allowed. Copy the table that is needed to a new file and send that."


class SheetBroken(Invalid):
    code = "sheet_broken"
    vi = "{name} bị hỏng hoặc chưa tải lên hết ({why}). Mở bằng Excel hoặc Word, lưu lại rồi gửi lại."
    en = "{name} is damaged or was not sent to its end ({why}). Open it in Excel or Word, save it again and send that."


class SheetOldOrLocked(Invalid):
    code = "sheet_old_or_locked"
    vi = "{name} là tệp kiểu cũ (.xls, .doc) hoặc có mật khẩu. Lưu lại thành .xlsx hoặc .docx không đặt mật khẩu rồi gửi lại."
    en = "{name} is of the old kind (.xls, .doc) or locked by a password. Save it as .xlsx or .docx without a password."


class SheetHasMacros(Invalid):
    code = "sheet_has_macros"
    vi = "{name} có macro. Lưu lại thành .xlsx hoặc .docx (không macro) rồi gửi lại."
    en = "{name} carries macros. Save it as .xlsx or .docx (without macros) and send that."


class SheetHasObjects(Invalid):
    code = "sheet_has_objects"
    vi = (
        "{name} có tệp nhúng hoặc liên kết tới tệp khác, người duyệt không thấy được nội dung ấy. Xóa đối tượng nhúng, ngắt liên kết "
        "(Excel: Dữ liệu, Sửa liên kết, Ngắt liên kết) rồi gửi lại."
    )
    en = (
        "{name} carries embedded files or links to other files, which those who approve cannot see. Delete the objects, break the links "
        "(Excel: Data, Edit Links, Break Link) and send it again."
    )


class SheetNotOffice(Invalid):
    code = "sheet_not_office"
    vi = "{name} không phải tệp Excel (.xlsx) hay Word (.docx)."
    en = "{name} is neither an Excel file (.xlsx) nor a Word file (.docx)."


class SheetTooWide(Invalid):
    code = "sheet_too_many_rows"
    vi = "{name} có quá {rows} dòng hoặc {columns} cột ở {place}. Xóa dòng, cột thừa hoặc chia thành nhiều tệp."
    en = "{name} has more than {rows} rows or {columns} columns in {place_en}. Delete what is not needed, or split the file."
