"""A guide that cannot be read, with what to do about it. Pure."""


class Refused(Exception):
    """The file was not read, and nothing of it was taken; the text is a Chinese sentence that says what to do."""


LARGEST = 10 * 1024 * 1024  # bytes; a printed guide of 193 items has less than 1 MB of words
LARGEST_UNPACKED = 60 * 1024 * 1024  # bytes of XML inside a docx or xlsx
MOST_LINES = 50_000
MOST_CHARACTERS = 2_000_000
TOO_LARGE = "文件太大（{size:.1f} MB），一次最多读 10 MB。请删去图片，或按部门分成几个文件再导入。"
TOO_LONG = "文件里的文字太多（超过200万字或5万行），不像是办事指南。请只留办事指南，或分成几个文件再导入。"
EMPTY = "文件是空的，没有可以读的文字。请检查是不是选错了文件；如果内容是图片，请先做文字识别（OCR）再导入。"
PDF = (
    "这是 PDF 文件，不能导入：扫描件里只有图片，没有文字。请用生成它的 Word 文件（另存为 .docx），"
    "没有的请先做文字识别（OCR），核对后存成 .docx 或 .txt 再导入。"
)
OLD_OFFICE = (
    "这是旧格式的 Office 文件（.doc、.xls、.wps），或者是加了密码的文件，不能导入。"
    "请用 Word、Excel 或 WPS 打开，去掉密码，另存为 .docx 或 .xlsx 再导入。"
)
RICH_TEXT = "这是 RTF 文件，不能导入。请用 Word 或 WPS 打开，另存为 .docx 再导入。"
PICTURE = "这是图片，里面没有文字，不能导入。请先做文字识别（OCR），核对后存成 .docx 或 .txt 再导入。"
WEB_ARCHIVE = "这是网页归档文件（.mht），不能导入。请用浏览器打开，另存为“网页，仅 HTML”（.html）再导入。"
OTHER_ARCHIVE = (
    "这个压缩文件不是 Word（.docx）或 Excel（.xlsx）文件，不能导入。"
    "请解压后选里面的文件，或另存为 .docx、.xlsx 再导入。"
)
BROKEN = "文件已损坏，读不下去，没有导入任何内容。请用 Word、Excel 或 WPS 打开检查，另存一份再导入。"
BOMB = "文件解压后大得不正常，可能已损坏或有恶意，没有导入。请用 Word 或 Excel 打开检查，另存一份再导入。"
BINARY = "这不是文字文件，读不出内容。可以导入的有：.txt、.docx、.xlsx、.html。请另存为其中一种再导入。"
ENCODING = "认不出文字的编码，读出来是乱码，没有导入。请用记事本打开，另存时编码选 UTF-8，再导入。"
NO_FILE = "没有这个文件：{path}。请检查路径和文件名。"
UNREADABLE = "文件打不开：{path}。请检查是不是文件夹、有没有读取权限、是不是正被别的程序占用。"
