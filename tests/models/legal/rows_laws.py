"""Rows (text, references expected): laws, codes and ordinances by number, by year, by date."""

from __future__ import annotations

ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Luật Thanh tra năm 2022", ("Luật|Luật Thanh tra 2022",)),
    ("theo Luật Đất đai 2024 và các nghị định", ("Luật|Luật Đất đai 2024",)),
    ("Căn cứ Luật Ngân sách nhà nước ngày 25/6/2015;", ("Luật|Luật Ngân sách nhà nước 2015|2015-06-25",)),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;",
        ("Luật|Luật Tổ chức chính quyền địa phương 2025|2025-02-19",),
    ),
    ("Luật Năng lượng nguyên tử 03 tháng 6 năm 2008", ("Luật|Luật Năng lượng nguyên tử 2008|2008-06-03",)),
    ("Luật PCTN năm 2018", ("Luật|Luật PCTN 2018",)),
    ("Luật Phòng, chống tham nhũng năm 2018", ("Luật|Luật Phòng, chống tham nhũng 2018",)),
    ("Luật Quản lý, sử dụng tài sản công năm 2017", ("Luật|Luật Quản lý, sử dụng tài sản công 2017",)),
    ("Luật Thực hành tiết kiệm, chống lãng phí (2013)", ("Luật|Luật Thực hành tiết kiệm, chống lãng phí 2013",)),
    ("Luật Giáo dục (năm 2019)", ("Luật|Luật Giáo dục 2019",)),
    ("Bộ luật Hình sự năm 2015 (sửa đổi, bổ sung năm 2017)", ("Bộ luật|Bộ luật Hình sự 2015",)),
    ("Bộ luật Dân sự 2015", ("Bộ luật|Bộ luật Dân sự 2015",)),
    ("Pháp lệnh Cảnh vệ năm 2005", ("Pháp lệnh|Pháp lệnh Cảnh vệ 2005",)),
    (
        "Pháp lệnh Ưu đãi người có công với cách mạng ngày 09 tháng 12 năm 2020",
        ("Pháp lệnh|Pháp lệnh Ưu đãi người có công với cách mạng 2020|2020-12-09",),
    ),
    ("Luật Đầu tư số 61/2020/QH14 ngày 17/6/2020", ("Luật|61/2020/QH14|2020-06-17",)),
    ("Luật Ban\nhành văn bản QPPL số 64/2025/QH15", ("Luật|64/2025/QH15",)),
    ("Luật Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng số 69/2020/QH14", ("Luật|69/2020/QH14",)),
    (
        "Luật Đầu tư số 61/2020/QH14 đã được sửa đổi theo Luật số 72/2020/QH14, Luật số\n03/2022/QH15",
        ("Luật|61/2020/QH14", "Luật|72/2020/QH14", "Luật|03/2022/QH15"),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức năm 2019",
        ("Luật|Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức 2019",),
    ),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Luật sửa\nđổi, bổ sung một số điều của Luật "
        "Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22/11/2019;",
        (
            "Luật|Luật Tổ chức chính quyền địa phương 2015|2015-06-19",
            "Luật|Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương "
            "2019|2019-11-22",
        ),
    ),
    ("Luật sửa đổi, bổ sung Luật Ban hành văn bản QPPL số 87/2025/QH15", ("Luật|87/2025/QH15",)),
    ("Luật Khiếu nại, Luật Tố cáo năm 2018", ("Luật|Luật Tố cáo 2018",)),
    (
        "Luật Ban hành văn bản quy phạm pháp luật năm\n2015 và Luật Hộ tịch năm 2014",
        ("Luật|Luật Ban hành văn bản quy phạm pháp luật 2015", "Luật|Luật Hộ tịch 2014"),
    ),
    ("Căn cứ Luật đầu tư ngày 26 tháng 11 năm 2014;", ("Luật|Luật đầu tư 2014|2014-11-26",)),
    ("LUẬT CĂN CƯỚC NĂM 2023", ("Luật|LUẬT CĂN CƯỚC 2023",)),
    ("luật Đất đai năm 2013", ("Luật|luật Đất đai 2013",)),
    ("Luật Căn cước đã được Quốc hội khóa XV thông qua ngày 27/11/2023", ("Luật|Luật Căn cước 2023|2023-11-27",)),
    (
        "Luật Xuất cảnh, nhập cảnh của công dân Việt Nam năm 2019",
        ("Luật|Luật Xuất cảnh, nhập cảnh của công dân Việt Nam 2019",),
    ),
    ("Luật An toàn, vệ sinh lao động năm 2015", ("Luật|Luật An toàn, vệ sinh lao động 2015",)),
    ("thi hành Luật Thủ đô năm 2024, Luật Nhà giáo năm 2025", ("Luật|Luật Thủ đô 2024", "Luật|Luật Nhà giáo 2025")),
    ("Luật Viên chức", ()),
    ("Luật này có hiệu lực từ ngày 01/7/2025", ()),
    ("Luật Cư trú có hiệu lực từ ngày 01/7/2021", ()),
    ("thực hiện Luật Căn cước trong năm 2025", ()),
    ("tuyên truyền, phổ biến pháp luật năm 2022", ()),
    ("Đoàn Luật sư tỉnh năm 2022", ()),
    ("theo Luật Đất đai, thực hiện Kế hoạch năm 2022", ()),
    ("kỷ luật đảng viên năm 2023", ()),
    ("theo quy định của Luật Bảo vệ môi trường.", ()),
    ("Ngày Pháp luật Việt Nam năm 2023", ()),
)
