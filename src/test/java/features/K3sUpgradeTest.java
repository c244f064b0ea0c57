package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.kubernetes.CustomResource;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.k3s.K3sUpgrade;
import infra.k3s.UpgradeController;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An upgrade of K3s is a change of one line. */
class K3sUpgradeTest extends GroundCases {
    K3sUpgradeTest() {
        super("k3s-upgrade");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is(
                "a plan for machines other than servers, of which there are none yet",
                "",
                ground -> upgraded(ground, "v1.33.4+k3s1"));
        is("a plan for machines with a label that none has", "node-selector", ground -> {
            upgraded(ground, "v1.33.4+k3s1");
            var labelled = Mapping.of("key", "upgrade").put("operator", "Exists");
            new CustomResource(
                    ground.apps,
                    "others",
                    "upgrade.cattle.io/v1",
                    "Plan",
                    p -> p.spec("nodeSelector", Mapping.of("matchExpressions", Sequence.of(labelled))));
        });
    }

    private static void upgraded(Ground ground, String version) {
        var k3s = new K3s(ground, version);
        new Machine(k3s, "one", "192.168.10.21", m -> m.controlPlane());
        new K3sUpgrade(
                ground.apps, "k3s-upgrade", new UpgradeController(ground.infrastructure, "system-upgrade", k3s), k3s);
    }

    @Test
    void theControllerAndPlansForServersAndOthers() {
        Compilation compilation = Ground.bare(ground -> upgraded(ground, "v1.33.4+k3s1"));
        Snapshots.verify(
                "constructs/k3s-upgrade.yaml",
                Compiled.files(compilation, "infrastructure/system-upgrade")
                        + Compiled.files(compilation, "apps/k3s-upgrade"));
    }

    @Test
    void allMachinesFollowTheVersionOfTheCluster() {
        String before = Compiled.files(Ground.bare(ground -> upgraded(ground, "v1.33.4+k3s1")), "");
        String after = Compiled.files(Ground.bare(ground -> upgraded(ground, "v1.33.5+k3s1")), "");
        assertThat(after)
                .isEqualTo(
                        before.replace("v1.33.4+k3s1", "v1.33.5+k3s1").replace("kubectl:v1.33.4", "kubectl:v1.33.5"));
        assertThat(after.split("version: v1.33.5\\+k3s1", -1)).hasSize(3);
    }
}
