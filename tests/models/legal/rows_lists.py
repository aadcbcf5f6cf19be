"""Rows (text, references expected): lists that share a word, ranges, broken lines, dates in odd forms."""

from __future__ import annotations

ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Nghị quyết số 18, 19-NQ/TW của Ban Chấp hành Trung ương", ("Nghị quyết|18-NQ/TW", "Nghị quyết|19-NQ/TW")),
    ("Nghị quyết số 18 và 19-NQ/TW", ("Nghị quyết|18-NQ/TW", "Nghị quyết|19-NQ/TW")),
    ("Nghị quyết số 18-NQ/TW, 19-NQ/TW", ("Nghị quyết|18-NQ/TW", "Nghị quyết|19-NQ/TW")),
    (
        "Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017",
        ("Nghị quyết|18-NQ/TW|2017-10-25", "Nghị quyết|19-NQ/TW|2017-10-25"),
    ),
    (
        "Quyết định số 27, 28 và 29/2021/QĐ-UBND",
        ("Quyết định|27/2021/QĐ-UBND", "Quyết định|28/2021/QĐ-UBND", "Quyết định|29/2021/QĐ-UBND"),
    ),
    (
        "Công văn số 1967/UBND-HCC ngày 1/9/2025; số 1973/UBND-HCC ngày 2/9/2025",
        ("Công văn|1967/UBND-HCC|2025-09-01", "Công văn|1973/UBND-HCC|2025-09-02"),
    ),
    (
        "các Công\nvăn: số 87/HĐND-KTNS ngày 15/5/2024 về việc điều chỉnh dự toán, số 208/HĐND-KTNS\nngày 30/10/2024",
        ("Công văn|87/HĐND-KTNS|2024-05-15", "Công văn|208/HĐND-KTNS|2024-10-30"),
    ),
    (
        "Căn cứ các Quyết định của UBND tỉnh: Số 79/QĐ-UBND ngày 19/02/2021; số 657/QĐ-UBND ngày 13/7/2023",
        ("Quyết định|79/QĐ-UBND|2021-02-19", "Quyết định|657/QĐ-UBND|2023-07-13"),
    ),
    (
        "bãi bỏ các Nghị quyết: Số 39/2011/NQ-HĐND ngày 12/12/2011, số 27/2017/NQ-HĐND",
        ("Nghị quyết|39/2011/NQ-HĐND|2011-12-12", "Nghị quyết|27/2017/NQ-HĐND"),
    ),
    ("Nghị định 127/2025/NĐ-CP; 186/2025/NĐ-CP", ("Nghị định|127/2025/NĐ-CP", "Nghị định|186/2025/NĐ-CP")),
    (
        "Quyết định số 01/2026/QĐ-UBND đến Quyết định số 13/2026/QĐ-UBND",
        ("Quyết định|01/2026/QĐ-UBND", "Quyết định|13/2026/QĐ-UBND"),
    ),
    (
        "Kế hoạch số 12/KH-UBND ngày 1/2/2022 và Kế hoạch số 13/KH-UBND cùng ngày",
        ("Kế hoạch|12/KH-UBND|2022-02-01", "Kế hoạch|13/KH-UBND|2022-02-01"),
    ),
    ("Công văn số 9318/\nVPCP-KSTT ngày 21 tháng 12 năm 2022", ("Công văn|9318/VPCP-KSTT|2022-12-21",)),
    ("Công văn số 9318/ VPCP-KSTT", ("Công văn|9318/VPCP-KSTT",)),
    ("Quyết định số 08/2022/QĐ-\n UBND ngày 28 tháng 3 năm 2022", ("Quyết định|08/2022/QĐ-UBND|2022-03-28",)),
    ("Quyết định số 08/2022/QĐ- UBND", ("Quyết định|08/2022/QĐ-UBND",)),
    ("Kết luận 71-KL/\n TW.", ("Kết luận|71-KL/TW",)),
    ("Kết luận 71-KL/ TW.", ("Kết luận|71-KL/TW",)),
    ("Nghị định số 120/2020/\n NĐ-CP, Đề án", ("Nghị định|120/2020/NĐ-CP",)),
    ("Nghị quyết số 19-\nNQ/TW", ("Nghị quyết|19-NQ/TW",)),
    ("Nghị\nquyết\nsố\n21/2025/NQ-HĐND", ("Nghị quyết|21/2025/NQ-HĐND",)),
    ("Nghị định số\f107/2020/NĐ-CP", ("Nghị định|107/2020/NĐ-CP",)),
    ("Kế hoạch số 8618/KH-UBND ngày 30 tháng\n12 năm 2021", ("Kế hoạch|8618/KH-UBND|2021-12-30",)),
    ("Nghị quyết số 116/NQ-CP ngày\n05/9/2022 của", ("Nghị quyết|116/NQ-CP|2022-09-05",)),
    ("Báo cáo số 481 /BC-UBND ngày 20 tháng 9 năm 2022", ("Báo cáo|481/BC-UBND|2022-09-20",)),
    ("Nghị định số: 42 /2020/NĐ-CP ngày 08 tháng 4 năm 2020", ("Nghị định|42/2020/NĐ-CP|2020-04-08",)),
    ("Kế hoạch số 13-KH/TU, ngày 15/9/2025", ("Kế hoạch|13-KH/TU|2025-09-15",)),
    ("Kế hoạch số 13/KH-UBND (ngày 15/9/2025)", ("Kế hoạch|13/KH-UBND|2025-09-15",)),
    ("Quyết định số 13/QĐ-UBND của UBND tỉnh ngày 15/9/2025", ("Quyết định|13/QĐ-UBND|2025-09-15",)),
    ("Quyết định số 13/QĐ-UBND ngày 15.9.2025", ("Quyết định|13/QĐ-UBND|2025-09-15",)),
    ("Quyết định số 13/QĐ-UBND ban hành ngày 15/9/2025", ("Quyết định|13/QĐ-UBND|2025-09-15",)),
    ("Ngày 25/9/2025, UBND tỉnh ban hành Quyết định số 1441/QĐ-UBND về công bố", ("Quyết định|1441/QĐ-UBND",)),
    ("Quyết định số 13/QĐ-UBND ngày 07/11/205", ("Quyết định|13/QĐ-UBND",)),
    ("Quyết định số 13/QĐ-UBND ngày 31/02/2025", ("Quyết định|13/QĐ-UBND",)),
    ("(Quyết định số\n 1615/QĐ-UBND ngày 26/7/2022).", ("Quyết định|1615/QĐ-UBND|2022-07-26",)),
    (
        "Nghị định số 107/2020/NĐ-CP⁹, Nghị định số 108/2020/NĐ-CP¹⁰",
        ("Nghị định|107/2020/NĐ-CP", "Nghị định|108/2020/NĐ-CP"),
    ),
    ("Nghị định số 108/2020/NĐ-CP10 và", ("Nghị định|108/2020/NĐ-CP",)),
    ("Nghị quyết số 55/NQ/TW", ("Nghị quyết|55-NQ/TW",)),
    ("theo Quyết định số Quyết định số 1234/QĐ-UBND, gồm:", ("Quyết định|1234/QĐ-UBND",)),
    ("Quyết định (QĐ) số 12/QĐ-UBND", ("Quyết định|12/QĐ-UBND",)),
    ("Công văn số 12/UBND-KTTH - UBND tỉnh giao", ("Công văn|12/UBND-KTTH",)),
    ("Quyết định số 12/QĐ-UBND\n- UBND cấp huyện", ("Quyết định|12/QĐ-UBND",)),
    ("Chỉ thị số 52- CT/TW", ("Chỉ thị|52-CT/TW",)),
    ("Quyết định số 27 ngày 15/3/2022", ("Quyết định|27|2022-03-15",)),
    ("Công điện 232 của Thủ tướng Chính phủ", ("Công điện|232",)),
    ("Nghị định 100/2019 của Chính phủ", ("Nghị định|100/2019",)),
)
