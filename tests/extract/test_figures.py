"""What is a quantity in an administrative sentence, and what is not; a row is (text, "value unit | value/of unit")."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures import text_to_figures, text_to_plain

QUANTITIES = [
    # procedures
    ("Ban hành mới 12 TTHC; sửa đổi, bổ sung 48 TTHC; bãi bỏ 07 TTHC", "12 TTHC | 48 TTHC | 7 TTHC"),
    ("Cấp tỉnh: 1.236 TTHC, cấp huyện: 318 TTHC, cấp xã: 142 TTHC", "1236 TTHC | 318 TTHC | 142 TTHC"),
    ("Tổng số thủ tục hành chính: 1.905 thủ tục, trong đó 402 thủ tục liên thông", "1905 thủ tục | 402 thủ tục"),
    ("đã tiếp nhận 339.133 hồ sơ, đã giải quyết 305.712 hồ sơ", "339133 hồ sơ | 305712 hồ sơ"),
    ("trước hạn 293. 132 hồ sơ, đạt tỷ lệ 95,88%", "293132 hồ sơ | 95.88 %"),
    ("Số PAKN được tiếp nhận: 49, trong đó, tháng trước chuyển sang: 20, trong tháng: 29", "49 | 20 | 29"),
    ("05 phản ánh kiến nghị về quy định hành chính", "5 phản ánh kiến nghị"),
    ("phê duyệt phương án đơn giản hóa 34 TTHC theo từng lĩnh vực", "34 TTHC"),
    ("cung cấp 1.446 dịch vụ công trực tuyến mức độ 3, 4", "1446 dịch vụ công trực tuyến"),
    ("dịch vụ công mức độ 3: 614 TTHC, mức độ 4: 307 TTHC", "614 TTHC | 307 TTHC"),
    ("trên cổng dịch vụ công 27.245/36.864 hồ sơ (đạt tỷ lệ 73,9%)", "27245/36864 hồ sơ | 73.9 %"),
    ("100% TTHC được công khai kịp thời, đúng quy định", "100 %"),
    ("tỷ lệ hồ sơ trực tuyến đạt 87,77 %", "87.77 %"),
    ("đạt 100% (18/18)", "100/18 %"),
    ("tỷ lệ đúng hạn 99,02% (112.000/113.108 hồ sơ)", "99.02 % | 112000/113108 hồ sơ"),
    ("chi phí tuân thủ tiết kiệm 162.056.800 đồng/năm", "162056800 đồng/năm"),
    ("rút ngắn thời gian từ 15 ngày xuống 10 ngày", "15 ngày | 10 ngày"),
    ("giải quyết trong 30 ngày làm việc", "30 ngày làm việc"),
    ("thời hạn 05 (năm) ngày làm việc kể từ ngày nhận đủ hồ sơ", "5 ngày làm việc"),
    ("hệ thống phản hồi trong 8 giờ làm việc", "8 giờ làm việc"),
    ("cắt giảm 8 giờ đi lại cho mỗi hồ sơ", "8 giờ"),
    ("thí điểm tại 22/51 xã, phường", "22/51 xã, phường"),
    ("có 142/144 đơn vị thống nhất dự thảo", "142/144 đơn vị"),
    # ranks and indices
    ("Kết quả năm 2023: PAPI hạng 12/63, PAR INDEX hạng 40/63", "12/63 | 40/63"),
    ("SIPAS xếp thứ 12/63 tỉnh, thành phố", "12/63 tỉnh, thành phố"),
    ("PCI đứng thứ 05 cả nước", "5"),
    ("Chỉ số PAR INDEX đạt 87,12 điểm, tăng 2,3 điểm so với năm 2021", "87.12 điểm | 2.3 điểm"),
    ("tăng 07 bậc so với năm 2020", "7 bậc"),
    ("PAPI xếp hạng 3", "3"),
    ("kết quả tự đánh giá là 60,5/61,5 điểm, còn lại 6,5 điểm", "60.5/61.5 điểm | 6.5 điểm"),
    ("mức độ hài lòng đạt 92,4%, giảm 0,6 điểm phần trăm", "92.4 % | 0.6 điểm phần trăm"),
    ("điểm đánh giá là 0,25.", "0.25"),
    # budget
    ("Thu ngân sách nhà nước: 3.630 tỷ đồng, đạt 68,56% dự toán", "3630 tỷ đồng | 68.56 %"),
    ("tổng kinh phí 1.102,6 tỷ đồng", "1102.6 tỷ đồng"),
    ("vốn đầu tư là 4.494.051 triệu đồng; giải ngân 1.965.892 triệu đồng", "4494051 triệu đồng | 1965892 triệu đồng"),
    ("kinh phí là 8.699,28 triệu đồng (đào tạo: 650,88 triệu đồng)", "8699.28 triệu đồng | 650.88 triệu đồng"),
    ("Sử dụng 2.100 triệu đồng từ nguồn thu hồi", "2100 triệu đồng"),
    ("doanh thu 15 nghìn tỷ đồng, tăng 12,5%", "15 nghìn tỷ đồng | 12.5 %"),
    ("xuất khẩu đạt 1,25 tỷ USD", "1.25 tỷ USD"),
    ("thu phí 0 đồng đối với một số TTHC", "0 đồng"),
    ("mức hỗ trợ 500.000 đồng/người", "500000 đồng/người"),
    ("mức 15 triệu đồng cho mỗi hộ", "15 triệu đồng"),
    ("tăng trưởng -3,2% so cùng kỳ", "-3.2 %"),
    ("giảm 12,5% so với cùng kỳ năm trước", "12.5 %"),
    ("tiết kiệm 10% chi thường xuyên", "10 %"),
    ("gấp 2,5 lần so với năm 2019", "2.5 lần"),
    ("dân số khoảng 1,2 triệu người", "1.2 triệu người"),
    # staff and organisation
    (
        "thực hiện 1.179/1.293 biên chế cấp tỉnh, 1391/1502 biên chế cấp huyện",
        "1179/1293 biên chế | 1391/1502 biên chế",
    ),
    ("mỗi tổ chức giảm 02 phòng", "2 phòng"),
    ("gồm 01 Giám đốc và 02 Phó Giám đốc", "1 Giám đốc | 2 Phó Giám đốc"),
    ("giảm 06 phòng, 02 Chi cục thuộc Sở", "6 phòng | 2 Chi cục"),
    ("kết quả 1.284/2.300 thí sinh trúng tuyển", "1284/2300 thí sinh"),
    ("tinh giản 45 người, trong đó 12 công chức, 33 viên chức", "45 người | 12 công chức | 33 viên chức"),
    ("cử 191 học viên ngạch chuyên viên", "191 học viên"),
    ("hơn 4.000 thành viên tham gia", "4000 thành viên"),
    ("129 tổ chuyển đổi số cộng đồng cấp xã", "129 tổ"),
    ("mỗi tổ có từ 10 đến 15 người", "10 người | 15 người"),
    ("bố trí 10-15 người", "10 người | 15 người"),
    ("Điều động, bổ nhiệm 15 cán bộ", "15 cán bộ"),
    ("nhóm hoàn thành từ 70% - dưới 100%", "70 % | 100 %"),
    ("khoảng 70-80% số xã", "70 % | 80 %"),
    ("bãi bỏ 68 Quyết định không còn phù hợp", "68 Quyết định"),
    ("ban hành 16 văn bản (14 nghị quyết, 02 quyết định)", "16 văn bản | 14 nghị quyết | 2 quyết định"),
    ("kiểm tra tại 08 đơn vị (05 sở, 03 huyện)", "8 đơn vị | 5 sở | 3 huyện"),
    ("đã kiểm tra 06/11 đơn vị", "6/11 đơn vị"),
    ("xử lý kỷ luật 03 trường hợp", "3 trường hợp"),
    ("sắp xếp còn 102 xã, phường, đặc khu", "102 xã, phường, đặc khu"),
    ("giao quyền tự chủ cho 577 đơn vị sự nghiệp công lập", "577 đơn vị sự nghiệp công lập"),
    ("Sở Nội vụ (05), Sở Tài chính (03)", "5 | 3"),
    # work done
    ("03 chuyên mục trên Đài, 6 bài viết trên Báo", "3 chuyên mục | 6 bài viết"),
    ("tổ chức 05 lớp tập huấn với 1.250 lượt người tham dự", "5 lớp tập huấn | 1250 lượt người"),
    ("bao gồm 38 nhiệm vụ trọng tâm ở 07 lĩnh vực", "38 nhiệm vụ | 7 lĩnh vực"),
    ("Kết quả, 45/45 nhiệm vụ đã hoàn thành; 123/123 nhiệm vụ đạt 100%", "45/45 nhiệm vụ | 123/123 nhiệm vụ | 100 %"),
    ("tổng kết 10 năm triển khai thực hiện", "10 năm"),
    ("đợt cao điểm 90 ngày đêm làm sạch dữ liệu", "90 ngày đêm"),
    ("sử dụng 02 hệ điều hành thông dụng là iOS và Android", "2 hệ điều hành"),
    ("liên thông văn bản 04 cấp từ Trung ương đến cấp xã", "4 cấp"),
    ("cấp 391 chứng thư số, 1.162 cá nhân", "391 chứng thư số | 1162 cá nhân"),
    ("diện tích 2.394,6 km2, mật độ 540 người/km2", "2394.6 km2 | 540 người/km2"),
    ("hỗ trợ 20kg gạo mỗi khẩu", "20 kg"),
    ("phát ra 1812 phiếu, thu về 1788 phiếu", "1812 phiếu | 1788 phiếu"),
    ("năm 2022 có 2021 hồ sơ trễ hạn", "2021 hồ sơ"),
    ("trong số 25 đơn vị được kiểm tra", "25 đơn vị"),
    ("Tổng số 93 TTHC", "93 TTHC"),
    ("với con số 25", "25"),
    ("mỗi tháng 02 lần", "2 lần"),
    ("trong 6 tháng phải hoàn thành", "6 tháng"),
    ("bình quân ngày 30 lượt người đến giao dịch", "30 lượt người"),
    ("1/2 số thành viên", "1/2"),
    ("tính đến ngày 14/9/2022: 1.788 TTHC", "1788 TTHC"),
    ("Trong năm 2021, 15 văn bản được ban hành", "15 văn bản"),
    ("Theo khoản 3 Điều 5, 12 đơn vị phải sắp xếp", "12 đơn vị"),
    ("Thực hiện Kế hoạch số 652/KH-UBND, 05 sở đã báo cáo", "5 sở"),
    ("thủ tục mã số TTHC 1.011963 có 21 hồ sơ", "21 hồ sơ"),
    ("Chỉ số PAPI đạt 42,38 điểm, xếp thứ 25/61 tỉnh, thành phố", "42.38 điểm | 25/61 tỉnh, thành phố"),
    ("Tổng số dịch vụ công: 1.832, trong đó một phần 915, toàn trình 917", "1832 | 915 | 917"),
    ("đã cấp 120 giấy phép, cấp 391 thẻ", "120 giấy phép | 391 thẻ"),
    ("do sáp nhập 12", "12"),
    ("lệ phí 50.000đ/lần, 2.000.000 đồng/người/tháng", "50000 đ/lần | 2000000 đồng/người/tháng"),
    ("tốc độ 20 Mbps, trên 15.000m2 đất", "20 Mbps | 15000 m2"),
    ("loại A: 12 đơn vị; loại B: 5 đơn vị; loại C: 0", "12 đơn vị | 5 đơn vị | 0"),
    ("Quý I: 12; quý II: 15", "12 | 15"),
    ("tháng 7: 120 hồ sơ; tháng 8: 150 hồ sơ", "120 hồ sơ | 150 hồ sơ"),
    ("mức độ 2: 300, mức độ 3: 250 và mức độ 4: 150 TTHC", "300 | 250 | 150 TTHC"),
    ("đợt 1: 15 đơn vị; đợt 2: 20 đơn vị", "15 đơn vị | 20 đơn vị"),
    ("năm 2021 là 85,23%, năm 2022 là 86,11%", "85.23 % | 86.11 %"),
    ("Năm 2022: 45 TTHC; năm 2023: 52 TTHC", "45 TTHC | 52 TTHC"),
    ("Chỉ tiêu 2.000 – 2.500 người", "2000 người | 2500 người"),
    ("từ 5 đến dưới 10 ngày", "5 ngày | 10 ngày"),
    ("Bộ phận Một cửa cấp huyện: 09/09 (100%)", "9/9 | 100 %"),
    ("trễ hạn 20, chiếm 0,16%", "20 | 0.16 %"),
    ("theo Nghị quyết số 18-NQ/TW, 19-NQ/TW, giảm 15% biên chế", "15 %"),
    ("trong 9 tháng đầu năm 2023, tinh giản 87 biên chế", "87 biên chế"),
    ("giảm 3 đầu mối (từ 10 xuống còn 07 phòng)", "3 đầu mối | 10 | 7 phòng"),
    ("Số quyết định: 12; số kế hoạch: 5", "12 | 5"),
    ("điểm số 85,4; hệ số 2,34", "85.4 | 2.34"),
    ("Từ ngày 01 đến ngày 15 tháng 10 năm 2023 tiếp nhận 1.256 lượt", "1256 lượt"),
    ("ngày 12 và 13 tháng 5 năm 2023 tại 02 điểm thi", "2 điểm"),
    ("trong 02 năm 2021, 2022", "2 năm"),
    ("3 tập thể, 5 cá nhân được khen thưởng", "3 tập thể | 5 cá nhân"),
    ("05 sở, 11 UBND cấp huyện, 142 UBND cấp xã", "5 sở | 11 UBND cấp huyện | 142 UBND cấp xã"),
    ("khối Đảng 45, khối chính quyền 102", "45 | 102"),
    ("lần đầu tiên 1.000 hồ sơ", "1000 hồ sơ"),
    ("30.000-50.000 đồng", "30000 đồng | 50000 đồng"),
    # a scan's noise
    ("đã giải quyết 15 hô sơ trong thảng 9/2022", "15 hồ sơ"),
    ("tổng kinh phí là 8.699,28 triệu đông", "8699.28 triệu đồng"),
    ("đúng hạn 293. 132 hô sơ", "293132 hồ sơ"),
    ("đã giải quyết 305.712 hồ\nsơ", "305712 hồ sơ"),
    ("kinh tế 56 đơn vị18; 01 đơn vị", "56 đơn vị | 1 đơn vị"),
    ("Cấp tinh: 1.423 TTHC , cấp xã : 111 TTHC", "1423 TTHC | 111 TTHC"),
    ("giảm 05sở", "5 sở"),
    ("05-đơn vị tự bảo đảm; giảm 16-A và 4-NQ/TW", "5 đơn vị"),
    ("đạt 87,77%tổng số", "87.77 %"),
    ("tiếp nhận\n49 hồ sơ", "49 hồ sơ"),
]

NO_QUANTITIES = [
    "ngày 17 tháng 6 năm 2022",
    "ngày 17 thảng 6 năm 2022",
    "ngày 14/9/2020",
    "kể từ 01/7/2022 đến 30/9/2022",
    "từ 01/7 đến 30/9",
    "vào ngày 17, 18/9/2022",
    "vào ngày 08, 09 tháng 01 năm 2022",
    "ngày ngày 18 tháng 01 năm 2021",
    "ngày 20/1 1/2024",
    "ngày 3052024",
    "tháng 9/2022",
    "tháng 01 năm 2025",
    "trong tháng 9",
    "quý III/2022 và quý 4/2022",
    "Quý 1/2026",
    "năm 2021, 2022 và 2023",
    "Chỉ số CCHC 2021, Chỉ số hài lòng 2021",
    "nhiệm kỳ 2021-2026",
    "giai đoạn 2022 - 2025, tầm nhìn đến năm 2030",
    "năm học 2024 - 2025",
    "Kế hoạch 5 năm 2021-2025",
    "báo cáo 6 tháng đầu năm 2023",
    "trước 17 giờ 00 phút, ngày 05/12/2025",
    "họp lúc 8 giờ 30 phút",
    "từ 7h30 hằng ngày",
    "vận hành 24/7",
    "Báo cáo số 183/BC-UBND ngày 19 tháng 4 năm 2022",
    "Nghị quyết số 57-NQ/TW",
    "Nghị quyết số 18, 19-NQ/TW",
    "Nghị quyết 18, 19 của Trung ương",
    "Nghị định số 107/2020/NĐ-CP",
    "Công văn số 9318/ VPCP-KSTT",
    "Nghị định số 120/2020/\nNĐ-CP",
    "Quyết định số 27/QĐ-\nUBQGCĐS",
    "các Quyết định: Số 418/QĐ-UBND, số 728/QĐ-UBND",
    "Công văn sô 1070/TCT",
    "Nghị định số 2 96/201 6/NĐ-CP",
    "Kết luận 48-KL/TW và Kết luận 71-KL/TW",
    "Kế hoạch số 02-KH/BCĐ",
    "Chỉ thị số 52- CT/TW",
    "Luật số 72/2020/QH14",
    "Tờ trình số 6326TTr-STNMT",
    "Công văn số 1014/SNV-CCHC&VTLT",
    "Quyết định số 14/2021/QĐ-UBND ngày 5/5/2021",
    "Số: 22 /BC-UBND",
    "Quyết định số 06",
    "Công điện 232 của Thủ tướng Chính phủ",
    "sửa đổi, bổ sung điều 2 của Quy định",
    "khoản 3 Điều 5",
    "khoản 1, 2 và 3 Điều 5 Luật Đầu tư",
    "tại khoản 1.2 Mục 1 Phần II",
    "điểm c khoản 1 Điều 59",
    "Đề án 06",
    "triển khai Đề án 06 năm 2026",
    "Tổ 57",
    "Ban Chỉ đạo 138",
    "Chương trình 135",
    "Bộ chỉ số 766",
    "mức độ 3, 4",
    "mức độ 3 và 4",
    "DVCTT mức 3, 4 tích hợp Cổng quốc gia",
    "Biểu mẫu 1",
    "Phụ lục 2",
    "Mẫu số 01",
    "Bảng 2.1",
    "iOS 15",
    "dịch Covid-19",
    "cách mạng công nghiệp lần thứ 4",
    "công nghiệp 4.0",
    "mạng 5G và 4G",
    "TCVN ISO 9001:2015",
    "Tiểu dự án 02, Dự án 5",
    "kỳ họp thứ 31",
    "Đại hội lần thứ 13",
    "quốc lộ 60",
    "Phường 5",
    "ấp 4",
    "giáo viên lớp 12",
    "viên chức nghề nghiệp hạng 2",
    "bản đồ tỷ lệ 1/2.000",
    "Điện thoại: 0275 3822 310",
    "số điện thoại 0913.456.789",
    "Tổng đài 1022",
    "địa chỉ https://bentre.gov.vn/tin/2022/123",
    "thủ tục (mã TTHC: 1.000894)",
    "1. Kết quả đạt được",
    "1, Phát huy kết quả của chương trình phối hợp",
    "2.Kết quả đạt được",
    "2.1. Cải cách thể chế",
    "(1) Công tác chỉ đạo điều hành; (2) Cải cách thể chế",
    "a) Về thể chế",
    "II. NHIỆM VỤ",
    "Trung tâm IOC2 và PC06",
    "ngày 3112/2024",
    "trụ sở (số 07, đường Cách Mạng Tháng Tám)",
    "Nghị định số 61/2018/NĐ-CP; 107/2021/NĐ-CP; 42/2022/NĐ-CP",
    "Công văn số 3/UBND-TH và 5/UBND-TH",
    "nhà cấp 4",
    "Phòng họp A1, tầng 3",
    "Công ty TNHH MTV cao su, Km 12+300 Quốc lộ 1A",
    "tại các Công văn số 123, 124 và 125/UBND-NC",
    "Biểu số 02/CCHC",
    "Tổ công tác Đề án 06 tỉnh",
    "Đề án 06 giai đoạn 2022-2025",
    "Đề án 06 cấp xã",
    "Đề án 06 cả nước",
    "Nghị quyết 57 năm 2025",
    "đợt 1 cấp tỉnh",
    "mức độ 3 cấp huyện",
    "ngạch chuyên viên K12",
    "có hiệu lực từ 08/01/2019",
    "ngày 15 tháng L1 năm 2024",
    "ngày 28 ngày 02 năm 2025",
    "một phần trong năm 20213.",
    "nhiệm kỳ 2021-202616.",
    "Thời gian ký: 24/01/2025 14:23:43 +07:00",
    "KẾT QUẢ\n1. Cải cách thể chế",
    "“8. Tổ chức, cá nhân",
    "Phụ lục số 04 ban hành kèm theo",
    "điểm 2.1.2 Phụ lục",
    "17",
    "",
]


def spelled(text: str) -> str:
    """Figures as the rows above write them."""
    found = text_to_figures(text)
    return " | ".join(f"{f.value}{'/' + f.denominator if f.denominator else ''} {f.unit}".strip() for f in found)


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantities_are_found_with_their_units(text: str, expected: str) -> None:
    assert spelled(text) == expected


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert spelled(text) == ""


def amounts(text: str) -> list[tuple[str, str]]:
    return [(figure.value, figure.denominator) for figure in text_to_figures(text)]


@pytest.mark.parametrize("text", [text for text, _ in QUANTITIES if "đ/" not in text and "05sở" not in text])
def test_quantities_are_found_when_a_scan_loses_every_accent_or_lines_end_anywhere(text: str) -> None:
    assert amounts(text_to_plain(text)) == amounts(text) == amounts(text.replace(" ", "\n"))


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_nothing_is_invented_when_a_scan_loses_every_accent_or_lines_end_anywhere(text: str) -> None:
    assert amounts(text_to_plain(text)) == amounts(text.replace(" ", "\n")) == []


LABELS = [
    ("PAPI hạng 56/63, PAR hạng 37/63", ["PAPI", "PAR"]),
    ("Cấp tỉnh: 1.423 TTHC, cấp xã: 111 TTHC", ["Cấp tỉnh", "cấp xã"]),
    ("Ban hành mới 22 TTHC; sửa đổi, bổ sung 62 TTHC", ["Ban hành mới", "sửa đổi, bổ sung"]),
    ("Sở Văn hóa, Thể thao và Du lịch giảm 02 phòng", ["Sở Văn hóa, Thể thao và Du lịch giảm"]),
    ("05 đơn vị tự bảo đảm chi thường xuyên; 09 đơn vị khác", ["tự bảo đảm chi thường xuyên", "khác"]),
    ("trong đó: có 05 đơn vị tự chủ", ["tự chủ"]),
    ("nhiệm kỳ 2021-2026: 3.814 đại biểu", ["nhiệm kỳ 2021-2026"]),
]


@pytest.mark.parametrize(("text", "labels"), LABELS)
def test_a_figure_says_what_it_counts(text: str, labels: list[str]) -> None:
    assert [figure.label for figure in text_to_figures(text)] == labels


@pytest.mark.parametrize(
    "text",
    [
        "kinh phí 339,477 triệu đồng",
        "tiếp nhận 1.234.56 hồ sơ",
        "tăng 1,5 đơn vị",
        "có 012 hồ sơ",
        "giải quyết 293. 132 hồ sơ",
        "thu 12.5 tỷ đồng",
        "đang tiếp tục xử lý: 2§; gồm",
        "còn °5 hồ sơ",
        "05-đơn vị tự bảo đảm",
        "giảm 04 Ð phòng",
        "PCI hạng 38/63 l",
        "công bố 2.260 TTHO",
        "giảm 5 hòng",
        "giảm 5 phòngg",
    ],
)
def test_a_doubtful_notation_is_flagged_and_kept(text: str) -> None:
    assert [figure.review for figure in text_to_figures(text)] == [True]


def test_offsets_lead_to_what_is_printed_and_the_sentence_is_kept() -> None:
    text = "Đã ban hành kế hoạch. Tỷ lệ đạt 87,77 % trong quý III/2022. Có Sở; 5 đơn vị."
    share, count = text_to_figures(text)
    assert (text[share.start : share.end], share.sentence) == ("87,77 %", "Tỷ lệ đạt 87,77 % trong quý III/2022.")
    assert (text[count.start : count.end], count.raw, count.sentence) == ("5", "5", "Có Sở; 5 đơn vị.")


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for figure in text_to_figures(text):
        assert " ".join(text[figure.start : figure.end].split()) == figure.raw
    assert len(text_to_plain(text)) == len(text)


@given(st.integers(0, 10**9), st.sampled_from(["TTHC", "hồ sơ", "đơn vị", "triệu đồng", "người"]))
def test_a_printed_count_is_read_back(number: int, unit: str) -> None:
    text = f"Cấp tỉnh: {number:,} {unit}, ngày 14/9/2022".replace(",", ".", str(f"{number:,}").count(","))
    assert [(f.value, f.unit, f.review) for f in text_to_figures(text)] == [(str(number), unit, False)]


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1990, 2049), st.sampled_from(["/", "words", "month"]))
def test_no_date_is_a_quantity(day: int, month: int, year: int, form: str) -> None:
    forms = {"/": f"ngày {day}/{month}/{year}", "words": f"ngày {day:02} tháng {month:02} năm {year}"}
    assert text_to_figures(f"Báo cáo {forms.get(form, f'tháng {month}/{year}')} của tỉnh") == ()


@given(
    st.integers(1, 99999), st.sampled_from(["BC-UBND", "QĐ-UBND", "2020/NĐ-CP", "2023/TT-BKHĐT", "VPCP-KSTT", "QĐ-TTg"])
)
def test_no_document_number_is_a_quantity(number: int, symbol: str) -> None:
    assert text_to_figures(f"theo văn bản số {number}/{symbol} của cơ quan") == ()
    assert text_to_figures(f"theo văn bản {number}/{symbol}, đã có 3 đơn vị")[0].value == "3"
