package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a plan in Debian's Chromium, driven by Playwright: {@code make page} runs this, and {@code make page PICTURES=1} takes
 * the README's pictures anew. What is looked for stands in {@code src/test/browser/page.mjs}.
 */
@Tag("browser")
class PageInABrowserTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    @TestFactory
    List<DynamicTest> inABrowser(@TempDir Path pages) throws IOException {
        Path driver = ROOT.resolve("target/browser");
        String chromium = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
        need(Files.isExecutable(Path.of(chromium)), "there is no " + chromium + ": install chromium, or set CHROMIUM");
        need(Files.isDirectory(driver.resolve("node_modules")), "nothing drives the browser: src/test/browser/build");
        Files.writeString(pages.resolve("usual.html"), PagePairs.usual());
        Files.writeString(pages.resolve("hostile.html"), PagePairs.hostile());
        Files.writeString(pages.resolve("large.html"), PagePairs.large(1000));
        Files.writeString(pages.resolve("empty.html"), PagePairs.empty());
        Path script = driver.resolve("page.mjs");
        Files.copy(ROOT.resolve("src/test/browser/page.mjs"), script, StandardCopyOption.REPLACE_EXISTING);
        var command = new ArrayList<>(List.of("node", script.toString(), pages.toString(), chromium));
        if (Boolean.getBoolean("pictures")) {
            command.add(ROOT.resolve("docs/pictures").toString());
        }
        String said = run(command);
        var tests = new ArrayList<DynamicTest>();
        for (String line : said.lines().toList()) {
            if (line.startsWith("# ")) {
                System.err.println("PageInABrowserTest: " + line.substring(2));
            } else if (line.startsWith("ok ")) {
                tests.add(dynamicTest(line.substring(3), () -> {}));
            } else if (line.startsWith("not ok ")) {
                String[] failure = line.substring(7).split(": ", 2);
                tests.add(dynamicTest(failure[0], () -> {
                    throw new AssertionError(failure[1].replace("\\n", "\n"));
                }));
            }
        }
        assertThat(tests).as(said).hasSizeGreaterThanOrEqualTo(15);
        return tests;
    }

    /** It waits for conditions itself, and gives up on one that does not come. */
    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(process.waitFor()).as(said).isZero();
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException(e);
        }
        return said;
    }

    private static void need(boolean isThere, String otherwise) {
        if (!isThere) {
            System.err.println("SKIPPED: the page is not looked at in a browser, since " + otherwise);
            Assumptions.abort(otherwise);
        }
    }
}
