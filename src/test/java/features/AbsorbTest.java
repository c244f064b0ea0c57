package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code absorb} turns an edit of {@code dist/} into a patch, and the next synth keeps the edit. */
class AbsorbTest {
    private static final String DEPLOYMENT = "dist/test/apps/apple/deployment.yaml";
    private static final String PATCH = "patches/test/apps-apple-deployment.yaml";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void applesAreCommitted() {
        checkout = Checkout.create(folder)
                .orchard(o -> o.app("apple", "apple:1").app("pear", "pear:1"))
                .synth()
                .commit("apples");
    }

    private Run absorb(String... files) {
        var args = new String[files.length + 3];
        args[0] = "absorb";
        args[1] = "--because";
        args[2] = "the harvest is near";
        System.arraycopy(files, 0, args, 3, files.length);
        return checkout.espalier(args);
    }

    /** Absorbs what was edited, and expects that a synth leaves all of it as it is. */
    private void expectKept() {
        Map<String, String> before = checkout.tree("dist");
        Run run = absorb();
        assertThat(run.exit()).as(run.err()).isZero();
        Run synth = checkout.espalier("synth");
        assertThat(synth.exit()).as(synth.err()).isZero();
        assertThat(checkout.tree("dist")).isEqualTo(before);
        checkout.commit("absorbed");
        assertThat(checkout.espalier("synth", "--check").exit()).isZero();
        assertThat(checkout.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void anEditThatIsNotCommitted() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        checkout.edit(DEPLOYMENT, "value: \"2\"", "value: \"3\"");
        checkout.edit(DEPLOYMENT, "      enableServiceLinks: false\n", "");
        Map<String, String> before = checkout.tree("dist");
        Run run = absorb();
        Snapshots.verify("cli/absorb.txt", run.out() + run.err() + "\n# " + PATCH + "\n" + checkout.read(PATCH));
        checkout.synth();
        assertThat(checkout.tree("dist")).isEqualTo(before);
    }

    @Test
    void aCommittedEditByItsName() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        checkout.commit("hotfix");
        Run unnamed = absorb();
        assertThat(unnamed.exit()).isEqualTo(1);
        assertThat(unnamed.err()).contains("as it is committed: name it to absorb that");
        assertThat(absorb(DEPLOYMENT).exit()).isZero();
        checkout.synth();
        assertThat(checkout.git("status", "--porcelain").strip()).isEqualTo("?? patches/");
        assertThat(checkout.read(DEPLOYMENT)).contains("replicas: 5");
    }

    @Test
    void elementsOfLists() {
        checkout.edit(
                DEPLOYMENT, "- name: ROW\n              value: \"1\"\n            - name: TREE\n", "- name: TREE\n");
        checkout.edit(
                DEPLOYMENT, "value: \"2\"\n", "value: \"2\"\n            - name: BRANCH\n              value: \"7\"\n");
        checkout.edit(
                DEPLOYMENT,
                "              containerPort: 8080\n",
                "              containerPort: 8080\n            - name: more\n              containerPort: 8081\n");
        expectKept();
        assertThat(checkout.read(PATCH)).contains("$patch: delete");
    }

    @Test
    void theOrderOfAList() {
        checkout.edit(
                DEPLOYMENT,
                "- name: ROW\n              value: \"1\"\n            - name: TREE\n              value: \"2\"\n",
                "- name: SKY\n              value: \"0\"\n            - name: TREE\n              value: \"2\"\n"
                        + "            - name: ROW\n              value: \"1\"\n");
        expectKept();
        assertThat(checkout.read(PATCH)).contains("$patch: replace");
    }

    /** Kubernetes's own merge key of a port is its number, which TCP and UDP may share. */
    @Test
    void elementsWithTheSameKey() {
        String udp = "            - name: http-3\n              containerPort: 8080\n              protocol: UDP\n";
        checkout.edit(DEPLOYMENT, "              containerPort: 8080\n", "              containerPort: 8080\n" + udp);
        expectKept();
        checkout.edit(DEPLOYMENT, udp, udp.replace("http-3", "quic"));
        expectKept();
        checkout.edit(DEPLOYMENT, udp.replace("http-3", "quic"), "");
        expectKept();
    }

    @Test
    void severalObjectsAndTextOfSeveralLines() {
        String config = "dist/test/apps/apple/configmap.yaml";
        checkout.edit(config, "    second: stay apple\n", "    second: \"yes\" # no\n\n      third: - 0755\n");
        checkout.edit(config, "  motto: all apples are equal\n", "");
        checkout.edit("dist/test/apps/pear/deployment.yaml", "replicas: 1", "replicas: 0");
        String edited = checkout.read(config);
        assertThat(absorb().exit()).isZero();
        assertThat(checkout.tree("patches/test")).hasSize(2);
        assertThat(checkout.espalier("synth").err())
                .as("the checksum that rolls the pods")
                .contains("1 file written");
        assertThat(checkout.read(config)).isEqualTo(edited);
        assertThat(checkout.git("diff", "--stat", "HEAD")).contains("apple/deployment.yaml");
    }

    @Test
    void anEditTwiceOfTheSameObject() {
        for (int replicas = 2; replicas <= 12; replicas++) {
            checkout.edit(DEPLOYMENT, "replicas: " + (replicas - 1), "replicas: " + replicas);
            expectKept();
        }
        assertThat(checkout.tree("patches/test"))
                .containsKeys("apps-apple-deployment-02.yaml", "apps-apple-deployment-11.yaml");
    }

    @Test
    void howTheEditWasWrittenIsNotKept() {
        String before = checkout.read(DEPLOYMENT);
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas:   0x5   # for now\n  minReadySeconds: null");
        assertThat(absorb().exit()).isZero();
        checkout.synth();
        assertThat(checkout.read(DEPLOYMENT)).isEqualTo(before.replace("replicas: 1", "replicas: 5"));
    }

    @Test
    void whatTheJavaSaysMeanwhileIsNotTakenBack() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        checkout.orchard(o -> o.app("apple", "apple:2").app("pear", "pear:1"));
        assertThat(absorb().exit()).isZero();
        checkout.synth();
        assertThat(checkout.read(DEPLOYMENT)).contains("replicas: 5", "image: apple:2");
        assertThat(checkout.read(PATCH)).doesNotContain("image");
    }

    @Test
    void whatSynthItselfWroteIsNoEdit() {
        checkout.orchard(o -> o.app("apple", "apple:2").app("pear", "pear:1"));
        Run unnamed = absorb();
        assertThat(unnamed.exit()).isZero();
        assertThat(unnamed.err())
                .isEqualTo("nothing to absorb: dist/ holds no edit that is not committed; name a file to take in a"
                        + " committed one\n");
        Run named = absorb(DEPLOYMENT);
        assertThat(named.exit()).isEqualTo(1);
        assertThat(checkout.path("patches")).doesNotExist();
        Snapshots.verify("findings/absorb-of-what-synth-wrote.txt", named.err());
    }

    @Test
    void whatCannotBecomeAPatch() {
        checkout.edit("dist/test/apps/kustomization.yaml", "  - pear.yaml\n", "");
        checkout.edit("dist/test/apps/apple/service.yaml", "name: apple", "name: golden");
        checkout.edit("dist/test/apps/apple/configmap.yaml", "data:", "data: [");
        checkout.edit("dist/test/apps/pear/configmap.yaml", "data:", "---\ndata:");
        checkout.edit("dist/test/apps/pear/service.yaml", "kind: Service", "kind: Disservice");
        checkout.edit("dist/test/apps/pear/deployment.yaml", "replicas: 1", "replicas: 1 # one");
        checkout.edit(DEPLOYMENT, "apiVersion: apps/v1", "apiVersion: apples/v1");
        Map<String, String> before = checkout.tree("dist");
        Run run = absorb();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(checkout.path("patches")).doesNotExist();
        assertThat(checkout.tree("dist")).isEqualTo(before);
        Snapshots.verify("findings/absorb-refused.txt", run.out() + run.err());
    }

    @Test
    void anEditOfAKustomizationBecomesAPatchOfIt() {
        checkout.edit("dist/test/apps/pear.yaml", "prune: true", "prune: false");
        checkout.edit("dist/test/apps/apple.yaml", "interval: 10m", "interval: 25m");
        assertThat(absorb().exit()).isZero();
        assertThat(checkout.synth().tree("dist").get("test/apps/pear.yaml")).contains("prune: false");
        assertThat(checkout.tree("dist").get("test/apps/apple.yaml")).contains("interval: 25m");
    }

    @Test
    void anEditThatThePresentPatchesUndoIsNotAbsorbed() {
        checkout.write("patches/test/zz.yaml", """
                because: never more than two
                target: {kind: Deployment, name: apple}
                merge: {spec: {replicas: 2}}
                """);
        checkout.synth().commit("two");
        checkout.edit(DEPLOYMENT, "replicas: 2", "replicas: 5");
        Run run = absorb();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(checkout.tree("patches/test")).containsOnlyKeys("zz.yaml");
        Snapshots.verify("findings/absorb-undone.txt", run.err());
    }

    @Test
    void anEditThatTheChecksRefuseIsNotAbsorbed() {
        checkout.edit("dist/test/apps/apple/service.yaml", "app: apple", "app: an apple!");
        Run run = absorb();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(checkout.tree("patches/test")).containsOnlyKeys("/");
        assertThat(run.err())
                .contains("with that edit the cluster does not pass its checks")
                .contains("error[");
    }

    @Test
    void aReasonMustBeGiven() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        assertThat(checkout.espalier("absorb").exit()).isEqualTo(2);
        assertThat(checkout.espalier("absorb", "--because", " ").exit()).isEqualTo(2);
        assertThat(checkout.espalier("absorb", "--because", "x", "README.md").exit())
                .isEqualTo(2);
    }
}
