package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.screen.Table;
import espalier.screen.Table.Row;
import espalier.screen.Table.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of {@code watch}, on a terminal of the system's own (a pty), read by a small terminal of ours. */
@Tag("long")
class LiveTableTest {
    @TempDir
    Path folder;

    private static final List<Row> ROWS = List.of(
            new Row(0, "source", "fetched", Tone.GOOD, 0.44, ""),
            new Row(1, "apps-redis", "live", Tone.GOOD, 2.12, ""),
            new Row(1, "apps-postgres-with-a-long-name", "working", Tone.BUSY, 12.34, "HelmRelease postgres: Running"),
            new Row(
                    2,
                    "apps-日本語",
                    "failed",
                    Tone.BAD,
                    12.34,
                    "das Bild läßt sich nicht holen: 画像がありません, \u001b[2Jtwice\ttold"),
            new Row(2, "apps-llm", "suspended", Tone.IDLE, 12.34, "since 2026-01-02T03:04:05Z by espalier"),
            new Row(
                    3,
                    "apps-open-webui",
                    "waiting",
                    Tone.IDLE,
                    12.34,
                    "dependency 'flux-system/apps-llm' is not ready"));

    @Test
    void atEveryWidth() {
        var pages = new StringBuilder();
        for (int width : new int[] {160, 80, 60, 40, 20}) {
            pages.append(width + " columns\n" + String.join("\n", Table.lines(ROWS, width, 40, false)) + "\n\n");
        }
        Snapshots.verify("screen/widths.txt", pages.toString());
        for (int width = 20; width < 200; width++) {
            for (String line : Table.lines(ROWS, width, 40, true)) {
                assertThat(Terminal.columns(line.replaceAll("\u001b\\[[0-9;]*m", "")))
                        .as(line)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void moreRowsThanLines() {
        var rows = new ArrayList<Row>();
        for (int i = 1; i <= 30; i++) {
            Tone tone = i < 12 ? Tone.GOOD : i < 16 ? Tone.BUSY : Tone.IDLE;
            String state = tone == Tone.GOOD ? "live" : tone == Tone.BUSY ? "working" : "waiting";
            rows.add(new Row(i / 5 + 1, "app-" + i, state, tone, i, ""));
        }
        var pages = new StringBuilder();
        for (int height : new int[] {31, 30, 20, 8, 3}) {
            List<String> lines = Table.lines(rows, 60, height, false);
            assertThat(lines.size()).isLessThanOrEqualTo(height);
            pages.append(height + " lines\n" + String.join("\n", lines) + "\n\n");
        }
        Snapshots.verify("screen/heights.txt", pages.toString());
    }

    @Test
    void inPlaceAndLeftBehind() throws Exception {
        try (var pty = Pty.start(folder, 80, 10, "xterm-256color", List.of(), TableProgram.class, "draw")) {
            pty.type("1\n");
            String during = pty.until(screen -> screen.contains("apps-open-webui"));
            assertThat(during).startsWith("WAVE  COMPONENT");
            assertThat(pty.isSecondScreen()).isTrue();
            pty.type("2\n");
            String after = pty.until(screen -> screen.contains("1  apps-redis") && screen.contains("9.0"));
            assertThat(after).doesNotContain("apps-open-webui"); // nothing of the longer table is left
            pty.type("end\n");
            assertThat(pty.end()).isZero();
            assertThat(pty.isSecondScreen()).isFalse();
            assertThat(pty.hasCursor()).isTrue();
            assertThat(pty.screen()).contains("the last word");
        }
    }

    @Test
    void aWindowThatIsResized() throws Exception {
        try (var pty = Pty.start(folder, 100, 20, "xterm-256color", List.of(), TableProgram.class, "draw")) {
            pty.type("1\n");
            pty.until(screen -> screen.contains("apps-open-webui"));
            pty.resize(44, 6);
            String narrow = pty.until(screen -> screen.contains("…"));
            assertThat(narrow.lines())
                    .allSatisfy(line -> assertThat(Terminal.columns(line)).isLessThanOrEqualTo(44));
            assertThat(narrow.lines().count()).isLessThanOrEqualTo(6);
            pty.resize(120, 30);
            pty.until(screen -> screen.contains("dependency 'flux-system/apps-llm' is not ready"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dumb", ""})
    void aTerminalThatCannotBeDrawnOn(String kind) throws Exception {
        try (var pty = Pty.start(folder, 80, 10, kind, List.of(), TableProgram.class, "draw")) {
            assertThat(pty.until(screen -> screen.contains("no screen"))).isEqualTo("no screen");
            assertThat(pty.end()).isEqualTo(7);
        }
    }

    @Test
    void ctrlCGivesTheTerminalBack() throws Exception {
        try (var pty = Pty.start(folder, 80, 10, "xterm", List.of(), TableProgram.class, "draw")) {
            pty.type("1\n");
            pty.until(screen -> screen.contains("apps-open-webui"));
            pty.type("\u0003");
            assertThat(pty.end()).isEqualTo(130);
            assertThat(pty.isSecondScreen()).isFalse();
            assertThat(pty.hasCursor()).isTrue();
        }
    }
}
