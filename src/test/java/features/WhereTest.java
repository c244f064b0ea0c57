package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code where} answers for every file of the lab which line made it, and for every such line which files it makes. */
class WhereTest {
    private static final Pattern LINE = Pattern.compile("[a-zA-Z/]+\\.java:\\d+");

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void theLab() {
        checkout = Checkout.at(folder).clusters(ChildProgram.clusters("lab"));
    }

    private List<String> where(String asked) {
        Run run = checkout.espalier("where", asked);
        assertThat(run.exit()).as(asked + "\n" + run.err()).isZero();
        return run.out().lines().toList();
    }

    /** Those that only the writer of the tree, or flux bootstrap, knows. */
    private static boolean isMadeByALine(String file) {
        return !file.equals(".generated") && !file.startsWith("flux-system/gotk-");
    }

    @Test
    void bothWaysForEveryFileOfTheLab() {
        var answers = new StringBuilder();
        Set<String> files = checkout.synth().tree("dist/lab").keySet();
        for (String file : files) {
            if (!isMadeByALine(file)) {
                continue;
            }
            String path = "dist/lab/" + file;
            List<String> answer = where(path);
            answers.append(path)
                    .append("\n    ")
                    .append(String.join("\n    ", answer))
                    .append('\n');
            var lines = new LinkedHashSet<String>();
            Matcher matcher = LINE.matcher(answer.get(0));
            while (matcher.find()) {
                lines.add(matcher.group());
            }
            assertThat(lines).as(path).isNotEmpty().anyMatch(line -> line.startsWith("clusters/Lab.java:"));
            for (String line : lines) {
                assertThat(where(line)).as(line).contains(path);
            }
        }
        // Which line it is, the loop has seen; here it would change with every edit of a construct.
        Snapshots.verify("cli/where-lab.txt", answers.toString().replaceAll("\\.java:\\d+", ".java:N"));
    }

    @Test
    void aLineOfAFileIsAField() {
        List<String> lines = checkout.synth()
                .read("dist/lab/apps/redis/deployment.yaml")
                .lines()
                .toList();
        int image = lines.indexOf("          image: redis:7-alpine") + 1;
        assertThat(image).isPositive();
        assertThat(where("dist/lab/apps/redis/deployment.yaml:" + image).get(0))
                .endsWith("  spec.template.spec.containers[redis].image");
        for (int line = 1; line <= lines.size() + 1; line++) {
            where("dist/lab/apps/redis/deployment.yaml:" + line);
        }
    }

    @Test
    void aFileMayBeNamedFromWhereverTheUserStands() {
        checkout.synth();
        List<String> answer = where("dist/lab/apps/redis.yaml");
        assertThat(where("lab/apps/redis.yaml")).isEqualTo(answer);
        assertThat(where("./dist/../dist/lab/apps/redis.yaml")).isEqualTo(answer);
        assertThat(where(checkout.path("dist/lab/apps/redis.yaml")
                        .toAbsolutePath()
                        .toString()))
                .isEqualTo(answer);
        String line = answer.get(0).split(" ")[0];
        assertThat(where("src/main/java/" + line))
                .isEqualTo(where(line))
                .isEqualTo(where(line.replace("clusters/", "")));
    }

    @Test
    void aPatchIsNamedWithWhatItChanges() {
        checkout.write("patches/lab/redis.yaml", """
                # the first line is no document

                because: two are better than one
                target: {kind: Deployment, name: redis}
                merge: {spec: {replicas: 2}}
                """);
        checkout.synth();
        assertThat(where("dist/lab/apps/redis/deployment.yaml")).contains("patched at patches/lab/redis.yaml:3");
        assertThat(where("patches/lab/redis.yaml:3")).containsExactly("dist/lab/apps/redis/deployment.yaml  patched");
    }

    @Test
    void whatHasNoAnswerSaysWhy() {
        var said = new StringBuilder();
        for (String asked : List.of(
                "clusters/Lab.java:1",
                "clusters/Lab.java",
                "dist/lab/apps/nothing.yaml",
                "dist/lab/.generated",
                "dist/lob/apps/redis.yaml",
                "README.md")) {
            Run run = checkout.espalier("where", asked);
            assertThat(run.out()).isEmpty();
            said.append("> espalier where ")
                    .append(asked)
                    .append("   ends with ")
                    .append(run.exit())
                    .append('\n');
            said.append(run.err()).append('\n');
        }
        Snapshots.verify("cli/where-without-an-answer.txt", said.toString());
    }

    @Test
    void aClusterThatDoesNotCompileIsNotCalledWithoutAnswer() {
        checkout.orchard(o -> o.app("apple", "apple:1").app("apple", "apple:2"));
        Run run = checkout.espalier("where", "dist/test/apps/apple.yaml");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("Tried to compile test, but it has errors: see espalier check\n");
    }
}
