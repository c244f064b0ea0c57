package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code flate diff ks} prints for pairs whose plan is approved as well, for the table in docs/plan.md. */
@Tag("long")
class BesideFlateTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image-minor",
                "variable",
                "namespace-moved",
                "stage-split",
                "statefulset-volume-template",
                "prune-claim",
                "suspended",
                "reordered",
                "secret-key"
            })
    void diff(String name) throws IOException {
        TreePair pair = TreePair.all().stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
        Path before = folder.resolve("before");
        new ClusterTree("", pair.before()).writeTo(before);
        Files.createDirectories(before.resolve(".git"));
        Path after = folder.resolve("after");
        new ClusterTree("", pair.after()).writeTo(after);
        Tools.Ran ran = new Flate(after).ks("diff", ".", "--path-orig", before.toString());
        assertThat(ran.exit()).as(ran.err()).isZero();
        // It prints in no order that it promises.
        String parts = Stream.of(ran.out().strip().split("\n\n")).sorted().collect(Collectors.joining("\n\n"));
        Snapshots.verify("plans/beside-flate/" + name + ".txt", pair.about() + "\n" + parts + "\n");
    }
}
