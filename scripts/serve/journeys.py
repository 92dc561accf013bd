"""Walks through the pages in Chromium as a person would, by drop and click, with and without script.

Usage: journeys.py JUCHU FIXTURES [SCREENSHOTS]
"""

import pathlib
import subprocess
import sys
import tempfile
import time

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from server import Server

# A row that cannot be used; a table that does not say its year, and one of parts of a year with a misprint in the second.
NEGATIVE = "年度,種別,規模,所在区分,契約金額,相手方\n令和5年度,工事,中小企業,市内,1000,A社\n令和5年度,工事,中小企業,市内,△200,B社\n"
YEARLESS = "区分,件数,割合\n市内,10,50.0\n市外,10,50.0\n合計,20,100.0\n"
QUARTERS = ("令和5年度,,,,\n区分,第1四半期 件数,第1四半期 割合,第2四半期 件数,第2四半期 割合\n市内,10,50.0,30,60.0\n"
            "市外,10,50.0,20,41.0\n合計,20,100.0,50,100.0\n")

FOREIGN = "年度,種別,規模,所在区分,契約額（千円）,相手方\nR2,工事,中小,市内,1200,A社\nR2,役務,大手,市外,300,B社\nR3,工事,中小,市内,1500,A社\n"

DROP = """
const [input, door] = arguments;
const data = new DataTransfer();
for (const file of input.files) data.items.add(file);
input.remove();
for (const kind of ['dragover', 'drop'])
  door.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
"""

BEYOND = """
const found = [];
for (const element of document.querySelectorAll('body *')) {
  if (element.closest('svg, .skip, details:not([open]), .scroll, pre')) continue;
  const box = element.getBoundingClientRect();
  if (box.width > 0 && box.right > document.documentElement.clientWidth + 1) found.push(element.outerHTML.slice(0, 100));
}
return found;
"""


class Walk:
    """A browser of a width, on a server of its own session."""

    def __init__(self, server: Server, width: int, script: bool, shots: pathlib.Path | None):
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=ja", "--disable-gpu"):
            options.add_argument(argument)
        self.downloads = tempfile.mkdtemp(prefix="downloads-")
        preferences = {"download.default_directory": self.downloads, "intl.accept_languages": "ja"}
        if not script:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", preferences)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        self.server, self.width, self.script, self.shots = server, width, script, shots
        self.problems: list[str] = []
        self.count = 0

    def close(self) -> None:
        self.driver.quit()

    def find(self, css: str):
        return WebDriverWait(self.driver, 30).until(lambda driver: driver.find_element(By.CSS_SELECTOR, css))

    def click(self, text: str) -> None:
        path = f"//*[self::button or self::a or self::summary][normalize-space()='{text}']"
        for attempt in range(5):
            element = WebDriverWait(self.driver, 30).until(lambda driver: driver.find_element(By.XPATH, path))
            try:
                self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
                return element.click()
            except StaleElementReferenceException:
                # A page that renews itself took it away.
                time.sleep(0.1 * attempt)
        raise AssertionError(f"{text} goes before it can be clicked")

    def text(self) -> str:
        """What the page says; nothing while it is being left."""
        return self.driver.execute_script("return document.body ? document.body.innerText : ''") or ""

    def see(self, text: str) -> None:
        try:
            WebDriverWait(self.driver, 40).until(lambda _: text in self.text())
        except TimeoutException:
            raise AssertionError(f"「{text}」 is not on {self.driver.current_url}:\n{self.text()[:1500]}") from None

    def look(self, name: str) -> None:
        """Looks at a page: its edges, what axe finds, what the console says; and keeps a picture."""
        where = f"{name} at {self.width}{'' if self.script else ' without script'}"
        self.count += 1
        self.problems += [f"{where}: beyond the edge: {found}" for found in self.driver.execute_script(BEYOND)]
        for entry in self.driver.get_log("browser"):
            # Chromium itself reports the answer 401 of a first visit, and 413 and the like as errors.
            if "the server responded with a status of" not in entry["message"]:
                self.problems.append(f"{where}: console: {entry['message']}")
        if self.script:
            axe = Axe(self.driver)
            axe.inject()
            for violation in axe.run()["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
                    self.problems.append(f"{where}: axe: {violation['id']}: {nodes}")
        if self.shots:
            height = self.driver.execute_script("return Math.min(document.documentElement.scrollHeight, 3000)")
            self.driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": self.width, "height": max(height, 400), "deviceScaleFactor": 1, "mobile": False})
            kind = "" if self.script else "-plain"
            self.driver.save_screenshot(str(self.shots / f"{self.width}{kind}-{self.count:02}-{name}.png"))
            self.driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": self.width, "height": 900, "deviceScaleFactor": 1, "mobile": False})

    def sign_in(self) -> None:
        key = self.server.key()
        if self.script:
            self.driver.get(f"{self.server.origin}/#{key}")
        else:
            self.driver.get(self.server.origin + "/")
            self.look("key")
            self.find("#key").send_keys(key)
            self.click("はじめる")
        self.see("何をしますか")
        self.server.used.add(key)
        assert "#" not in self.driver.current_url and "key" not in self.driver.current_url
        self.look("home")

    def give(self, kind: str, paths: list[pathlib.Path], button: str) -> None:
        """Drops files on a box where there is script, chooses them otherwise."""
        files = "\n".join(str(path) for path in paths)
        if self.script:
            self.driver.execute_script(
                "const input = document.createElement('input'); input.type = 'file'; input.multiple = true;"
                "input.id = 'carried'; document.body.append(input);")
            carried = self.find("#carried")
            carried.send_keys(files)
            self.driver.execute_script(DROP, carried, self.find(f"form[data-kind={kind}] h2"))
        else:
            self.find(f"#file-{kind}").send_keys(files)
            self.click(button)

    def home(self) -> None:
        self.find("a.name").click()
        self.see("何をしますか")

    def downloaded(self, link: str, suffix: str) -> bytes:
        before = set(pathlib.Path(self.downloads).iterdir())
        self.click(link)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            new = [path for path in set(pathlib.Path(self.downloads).iterdir()) - before if path.suffix == suffix]
            if new:
                return new[0].read_bytes()
            time.sleep(0.05)
        raise AssertionError(f"{link} was not downloaded")

    # The journeys.

    def ledger(self, juchu: str, ledger: pathlib.Path, foreign: pathlib.Path, negative: pathlib.Path) -> None:
        """A ledger: how it is read, its tables, the contracts behind a figure, year over year, indicators."""
        self.give("ledger", [ledger], "読み取る")
        self.see("このまま表を作れます")
        self.look("inspect")
        self.click("この読み取りで表を作る")
        self.see("表1　規模等・種別契約実績割合")
        self.see("令和3年度")
        self.see("62.67")
        self.see("読込27行（集計20、不備0、対象外7）")
        self.look("table1")
        direct = subprocess.run(
            [juchu, "tables", ledger.name, "--format", "json", "--lang", "ja"], cwd=ledger.parent, capture_output=True, check=True)
        if self.script:
            assert self.downloaded("JSON", ".json") == direct.stdout, "the JSON differs from the command line's"
            assert self.downloaded("Excel", ".xlsx")[:2] == b"PK"
        self.find("button[value='2021,works,non-local']").click()
        self.see("橋りょう補修工事")
        self.look("explain")
        self.click("前年度との比較")
        self.see("令和2年度")
        self.look("compare")
        self.click("表2")
        self.see("市内中小企業以外")
        self.look("table2")
        self.click("指標")
        self.see("契約の指標")
        self.look("indicators")
        # A ledger with words of its own: each is settled by a choice.
        self.home()
        self.give("ledger", [foreign], "読み取る")
        self.see("意味の分からない語が3個あります")
        self.look("unknown-words")
        for number, meaning in ((1, "委託"), (2, "中小企業"), (3, "大企業")):
            Select(self.find(f"#word-{number}")).select_by_visible_text(meaning)
        self.click("この読み取りで表を作る")
        self.see("80.00")
        self.see("mapping.yaml")
        self.look("settled")
        # A row that cannot be used: it is named, set aside by a button, and counted.
        self.home()
        self.give("ledger", [negative], "読み取る")
        self.click("この読み取りで表を作る")
        self.see("金額が負です")
        self.look("row-in-error")
        self.click("使えない行を除いて続ける")
        self.see("集計1、不備1")
        self.see("除いた行と理由（CSV）")
        self.look("row-set-aside")

    def table(self, table: pathlib.Path, documents: pathlib.Path, quarters: pathlib.Path) -> None:
        """A published table: its reading, and the figures that cannot be right; in a PDF, in a Word document, pasted, by quarters."""
        self.home()
        self.give("table", [table], "検査する")
        self.see("90.33")
        marked = [element.text for element in self.driver.find_elements(By.CSS_SELECTOR, "mark.wrong")]
        assert len(marked) == 2 and marked[0].startswith("90.33") and marked[1].startswith("44.57"), marked
        self.look("audit")
        self.click("読み取りを直す（数値は変わりません）")
        Select(self.find("#rounding")).select_by_visible_text("四捨五入")
        self.click("読み直す")
        self.see("--rounding-rule half-up")
        self.click("読み取りの詳細")
        self.see("市内")
        self.look("extract")
        # A table as it is pasted.
        self.home()
        self.click("表を貼り付ける")
        self.find("#paste").send_keys("x")
        self.driver.execute_script("arguments[0].value = arguments[1]", self.find("#paste"), table.read_text("utf-8-sig"))
        self.click("検査する")
        self.see("90.33")
        # One that does not say its year: the text stands beside the error, and is put right there.
        self.home()
        self.click("表を貼り付ける")
        self.driver.execute_script("arguments[0].value = arguments[1]", self.find("#paste"), YEARLESS)
        self.click("検査する")
        self.see("年度が見出しにも表の題にもありません")
        self.look("pasted-in-error")
        self.find("#again").send_keys(Keys.CONTROL, Keys.HOME)
        self.find("#again").send_keys("令和5年度\n")
        self.click("この表を検査する")
        self.see("6か所の数値を検算した")
        self.look("pasted-put-right")
        # A PDF on the wrong box: it is opened as what it is.
        self.home()
        self.give("ledger", [documents / "lattice.pdf"], "読み取る")
        self.see("PDF ファイルです")
        self.look("wrong-box")
        self.click("公表された表")
        self.see("90.33")
        self.look("audit-pdf")
        # A Word document, whose labels are put right.
        self.home()
        self.give("table", [documents / "table1.docx"], "検査する")
        self.click("読み取りの詳細")
        self.click("見出しの読み取りを直す（数値は変わりません）")
        first, second = (Select(self.find(f"#row-{number}")) for number in (0, 1))
        assert first.first_selected_option.text == "市内大企業" and second.first_selected_option.text == "市内中小企業"
        self.look("labels")
        first.select_by_visible_text("市内中小企業")
        second.select_by_visible_text("市内大企業")
        self.click("この見出しで検査し直す")
        self.see("見出し修正.csv")
        self.see("公表された表の検算")
        self.look("labels-put-right")
        # Parts of a year side by side, the misprint marked in its own.
        self.home()
        self.give("table", [quarters], "検査する")
        self.see("令和5年度第2四半期")
        marked = [element.text for element in self.driver.find_elements(By.CSS_SELECTOR, "mark.wrong")]
        assert len(marked) == 1 and marked[0].startswith("41.0"), marked
        self.look("quarters")

    def progress(self, folder: pathlib.Path) -> None:
        """Long work: how far it is, and its end by a click."""
        rows = (f"{draw},g{draw},1,f{firm},{int(firm == draw % 3)}\n" for draw in range(30000) for firm in range(6))
        (folder / "過去のくじ.csv").write_text("draw,group,order,firm,winner\n" + "".join(rows), "utf-8")
        self.home()
        self.give("draws", [folder / "過去のくじ.csv"], "調べる")
        self.see("計算中です")
        self.look("progress")
        self.click("中止する")
        self.see("何をしますか")

    def library(self) -> None:
        """The files of the server's own."""
        self.click("このサーバーに備え付けの資料から選ぶ")
        self.see("利用者は全員")
        self.look("library")
        self.click_label("ledger.csv")
        self.click("開く")
        self.see("このまま表を作れます")

    def click_label(self, text: str) -> None:
        self.driver.find_element(By.XPATH, f"//label[normalize-space()='{text}']").click()

    def rule(self, bids: pathlib.Path) -> None:
        """A one-win rule of switches, whose result follows at once."""
        self.home()
        self.give("bids", [bids], "試す")
        self.see("組み立てた規則")
        self.look("whatif")
        before = self.find("#instant").text
        Select(self.find("#cap")).select_by_visible_text("上限なし")
        WebDriverWait(self.driver, 20).until(lambda driver: driver.find_element(By.ID, "instant").text != before)
        self.look("whatif-changed")

    def draw(self) -> None:
        """The lots of three firms, worked out line by line."""
        self.home()
        self.click("入力する")
        rows = [("青葉建設", "418", "2022-05-24 08:56:50.121"), ("大橋組", "210", "2022-05-25 13:30:40.884"),
                ("みどり工業", "861", "2022-05-26 16:51:20.041")]
        for number, row in enumerate(rows, 1):
            for field, value in zip(("firm", "number", "arrival"), row):
                self.find(f"[name={field}-{number}]").send_keys(value)
        self.look("draw-form")
        self.click("検算する")
        self.see("628 + 250 + 341 = 1219")
        self.see("大橋組")
        self.look("draw")

    def fair(self, draws: pathlib.Path) -> None:
        """Past draws, under the rule of the time."""
        self.home()
        self.give("draws", [draws], "調べる")
        self.see("当時の規則")
        self.see("結果を保存する")
        self.look("fair")

    def end(self) -> None:
        self.home()
        self.look("home-with-works")
        self.click("English")
        self.see("What would you like to do?")
        self.look("home-english")
        self.click("日本語")
        self.see("何をしますか")
        self.click("終了")
        self.see("終了しました")
        self.look("ended")
        self.driver.get(self.server.origin + "/")
        self.see("キー")


def main() -> int:
    juchu, fixtures = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    shots = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp())
    foreign, negative, quarters = (folder / name for name in ("台帳 千円.csv", "台帳 令和5年度.csv", "四半期.csv"))
    for path, text in ((foreign, FOREIGN), (negative, NEGATIVE), (quarters, QUARTERS)):
        path.write_text(text, "utf-8")
    problems: list[str] = []
    library = folder / "library"
    (library / "令和3年度").mkdir(parents=True)
    for name in ("ledger.csv", "bids.csv", "令和3年度/reader-table1-printed.csv"):
        (library / name).write_bytes((fixtures / name.split("/")[-1]).read_bytes())
    server = Server(juchu, "--library", str(library), "--session-files", "40")
    try:
        for width, script in ((1280, True), (360, True), (1280, False), (360, False)):
            began = time.monotonic()
            walk = Walk(server, width, script, shots)
            try:
                walk.sign_in()
                walk.ledger(juchu, fixtures / "ledger.csv", foreign, negative)
                walk.table(fixtures / "reader-table1-printed.csv", fixtures / "documents", quarters)
                if script:
                    walk.rule(fixtures / "bids.csv")
                    walk.draw()
                    walk.fair(fixtures / "draws.csv")
                    walk.home()
                    walk.library()
                    walk.progress(folder)
                walk.end()
            finally:
                walk.close()
            problems += walk.problems
            print(f"{walk.count} pages at {width} px, {'with' if script else 'without'} script, {time.monotonic() - began:.0f} s")
        names = " ".join(server.log)
        for secret in ("台帳", "ledger.csv", *server.keys):
            if secret in names:
                problems.append(f"the log names {secret}")
    finally:
        server.stop()
    for problem in problems:
        print("FOUND", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
