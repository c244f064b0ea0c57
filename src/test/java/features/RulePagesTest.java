package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import espalier.rules.Chapter;
import espalier.rules.Rule;
import espalier.rules.Rules;
import espalier.verdict.RulePage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule has a page that is made from the code, a finding that shows it, and an id of its own. */
class RulePagesTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final Pattern FINDING = Pattern.compile("(?m)^(?:error|warning)\\[([a-z0-9-]+)] .*(?:\\n {2}.*)*");
    private static final Pattern PLACE = Pattern.compile("\n  at \\S+:[0-9N…]+");
    private static final Pattern LINE = Pattern.compile("(\\.(?:java|yaml|md|txt):)\\d+");

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file ->
                            file.toString().endsWith(end) && !file.toString().contains(".received."))
                    .sorted()
                    .toList();
        }
    }

    /** The shortest approved finding of each rule, by its id. */
    private static Map<String, String> examples() throws IOException {
        var examples = new TreeMap<String, String>();
        for (Path file : files("snapshots/findings", ".txt")) {
            Matcher matcher = FINDING.matcher(Files.readString(file));
            while (matcher.find()) {
                String found = matcher.group();
                examples.merge(matcher.group(1), found, (one, other) -> other.length() < one.length() ? other : one);
            }
        }
        return examples;
    }

    @Test
    void everyRuleIsShownByAGoldenFinding() throws IOException {
        Set<String> shown = new TreeSet<>(examples().keySet());
        for (Path file : files("src/test/resources", ".yaml")) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1); // some are no UTF-8, on purpose
            String first = text.lines().findFirst().orElse("");
            if (first.startsWith("# expects: ")) {
                shown.addAll(List.of(first.substring("# expects: ".length()).split(", ")));
            }
        }
        var unshown = new ArrayList<>(ids());
        unshown.removeAll(shown);
        assertThat(unshown)
                .as("rules that no finding in snapshots/findings and no manifest in src/test/resources shows")
                .isEmpty();
    }

    /** Of the compiler's own failure no line of a user's is to blame. */
    @Test
    void everyGoldenFindingSaysWhatWasTriedWhereAndTheWayOut() throws IOException {
        var incomplete = new ArrayList<String>();
        for (Path file : files("snapshots/findings", ".txt")) {
            Matcher matcher = FINDING.matcher(Files.readString(file));
            while (matcher.find()) {
                String found = matcher.group();
                boolean isWhole = found.contains("] Tried to ")
                        && found.contains(", but ")
                        && PLACE.matcher(found).find()
                        && found.contains("\n  in ")
                        && found.contains("\n  fix: ");
                if (!isWhole && !matcher.group(1).equals("compiler-bug")) {
                    incomplete.add(file.getFileName() + ": " + found);
                }
            }
        }
        assertThat(incomplete).isEmpty();
    }

    private static List<String> ids() {
        return Rules.all().stream().map(Rule::id).toList();
    }

    @Test
    void noIdIsWrittenTwice() {
        var twice = new ArrayList<>(ids());
        new TreeSet<>(ids()).forEach(twice::remove);
        assertThat(twice).isEmpty();
        assertThat(ids()).allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    }

    @Test
    void everyClassOfRulesIsAChapter() {
        assertThat(new ClassFileImporter()
                        .importPackages("espalier.rules").stream()
                                .filter(type -> type.getFields().stream()
                                        .anyMatch(field -> field.getRawType().isEquivalentTo(Rule.class)))
                                .map(JavaClass::getFullName))
                .containsExactlyInAnyOrderElementsOf(Rules.chapters().stream()
                        .map(chapter -> chapter.holder().getName())
                        .toList());
    }

    @Test
    void docsChecksIsWhatTheCodeSays() throws IOException {
        var examples = examples();
        var page = new StringBuilder("""
            # What is checked

            Everything that `espalier synth` and `espalier check` look for, by chapter. `espalier explain ID` prints the same. This
            page is made from the code and from the approved findings of the tests: `make approve` writes it.

            """);
        for (Chapter chapter : Rules.chapters()) {
            page.append("- ").append(chapter.about()).append(": ");
            page.append(chapter.rules().stream()
                            .map(rule -> "[" + rule.id() + "](#" + rule.id() + ")")
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        for (Chapter chapter : Rules.chapters()) {
            page.append("\n## ").append(chapter.about()).append('\n');
            for (Rule rule : chapter.rules()) {
                page.append("\n### ").append(rule.id()).append("\n\n");
                page.append(RulePage.markdown(rule, examples.get(rule.id())));
            }
        }
        var texts = new StringBuilder();
        for (Rule rule : Rules.all()) {
            String example = examples.get(rule.id());
            if (example != null) {
                texts.append("--- ")
                        .append(rule.id())
                        .append('\n')
                        .append(example)
                        .append('\n');
            }
        }
        var stale = new ArrayList<String>();
        keep("docs/checks.md", page.toString(), stale);
        keep("src/main/resources/espalier/examples.txt", texts.toString(), stale);
        assertThat(stale)
                .as("files that are no longer what the code says; accept: make approve")
                .isEmpty();
    }

    /** The lines of tests move with every edit of theirs, and say nothing here. */
    private static void keep(String file, String wanted, List<String> stale) throws IOException {
        Path path = ROOT.resolve(file);
        String present = Files.exists(path) ? Files.readString(path) : "";
        if (!withoutLines(present).equals(withoutLines(wanted))) {
            if (Boolean.getBoolean("approve")) {
                Files.writeString(path, wanted);
            } else {
                stale.add(file);
            }
        }
    }

    private static String withoutLines(String text) {
        return LINE.matcher(text).replaceAll("$1…");
    }
}
