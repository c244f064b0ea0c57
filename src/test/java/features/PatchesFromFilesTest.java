package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who knows no Java changes an object by a file in {@code patches/}. */
class PatchesFromFilesTest {
    private static final String DEPLOYMENT = "dist/test/apps/apple/deployment.yaml";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void apples() {
        checkout =
                Checkout.create(folder).orchard(o -> o.app("apple", "apple:1").app("pear", "pear:1"));
        checkout.synth().commit("fruit");
    }

    @Test
    void isAppliedAndShownAndTakenBack() {
        checkout.write("patches/test/more-apples.yaml", """
                because: The market is open.
                target:
                  kind: Deployment
                  name: apple
                merge:
                  spec:
                    replicas: 3
                    template:
                      spec:
                        terminationGracePeriodSeconds: 120
                        containers:
                          - name: server
                            env:
                              - name: ROW
                                $patch: delete
                              - name: SEASON
                                value: autumn
                          - name: cider
                            image: cider:1
                """);
        checkout.synth();
        Snapshots.verify(
                "cli/patch-file.diff",
                checkout.git("diff", "--no-color", "-U1", "--", "dist").replaceAll("(?m)^index .*\n", ""));
        Run where = checkout.espalier("where", DEPLOYMENT);
        assertThat(where.out()).contains("patched at patches/test/more-apples.yaml:1");

        checkout.path("patches/test/more-apples.yaml").toFile().delete();
        checkout.synth();
        assertThat(checkout.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void laterFilesComeAfterEarlierOnesAndOneFileMayHoldSeveral() {
        for (String name : new String[] {"b", "a-02", "a"}) {
            checkout.write("patches/test/" + name + ".yaml", """
                    because: order
                    target: {kind: Deployment, name: apple}
                    merge: {metadata: {annotations: {last: "NAME"}}}
                    ---
                    because: order
                    target: {kind: Deployment}
                    merge: {metadata: {annotations: {file-NAME: "yes"}}}
                    """.replace("NAME", name));
        }
        checkout.synth();
        assertThat(checkout.read(DEPLOYMENT))
                .contains("last: b\n", "file-a: \"yes\"", "file-a-02: \"yes\"", "file-b: \"yes\"");
        assertThat(checkout.read("dist/test/apps/pear/deployment.yaml"))
                .contains("file-b")
                .doesNotContain("last:");
        checkout.path("patches/test/b.yaml").toFile().delete();
        assertThat(checkout.synth().read(DEPLOYMENT)).contains("last: a-02\n");
    }

    @Test
    void whatEditorsAndPeopleLeaveBesideThemIsNoPatch() throws IOException {
        checkout.write("patches/test/README.md", "how to patch\n");
        checkout.write("patches/test/.x.yaml.swp", "\u0000");
        checkout.write("patches/test/empty.yaml", "");
        checkout.write("patches/test/only-comments.yaml", "# nothing yet\n---\n# nor here\n");
        Files.createSymbolicLink(checkout.path("patches/test/.#x.yaml"), Path.of("nobody@nowhere.1"));
        Run run = checkout.espalier("synth");
        assertThat(run.err()).contains("0 files written");
        assertThat(run.exit()).isZero();
    }
}
