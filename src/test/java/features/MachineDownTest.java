package features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.gpu.IntelGpus;
import infra.gpu.NodeFeatures;
import infra.longhorn.Longhorn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine that is down for a while holds up no change to what runs on the others: its stage stays ready. */
class MachineDownTest {
    /** What a Kustomization of {@code files} asks an object of {@code kind} for. */
    private static boolean isReady(String files, String kind, Map<String, Object> status) throws Exception {
        String asked = files.substring(files.indexOf("kind: " + kind + "\n      current: "));
        String expression =
                asked.lines().skip(1).findFirst().orElseThrow().strip().substring("current: ".length());
        Cel cel = CelFactory.standardCelBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("status", SimpleType.DYN)
                .build();
        return (Boolean) cel.createProgram(cel.compile(expression).getAst()).eval(Map.of("status", status));
    }

    @Test
    void longhornsRecordOfAMachineIsThereWhetherTheMachineIsOrNot() throws Exception {
        var compilation = Ground.with(c -> {
            var k3s = new K3s(c, Ground.K3S, k -> k.flags("--disable=local-storage"));
            new Machine(k3s, "small", "192.168.10.21", m -> m.disk("/var/lib/longhorn"));
            new Longhorn(c.infrastructure, "longhorn", k3s, l -> {}).defaultTier(t -> {});
        });
        String files = Compiled.files(compilation, "infrastructure/longhorn-config");
        var down = Map.of("type", "Ready", "status", "False", "reason", "KubernetesNodeNotReady");
        assertThat(isReady(files, "Node", Map.of())).isFalse();
        assertThat(isReady(files, "Node", Map.of("conditions", List.of(down)))).isTrue();
    }

    @Test
    void theGraphicsOfOneMachineAreEnough() throws Exception {
        var compilation = Ground.with(c -> {
            Elsewhere.definitions(c, "cert-manager.io");
            var k3s = new K3s(c, Ground.K3S, k -> k.flag("--nonroot-devices", "a test"));
            new Machine(k3s, "one", "192.168.10.21", m -> m.device("gpu.intel.com/i915", 1));
            new Machine(k3s, "two", "192.168.10.23", m -> m.device("gpu.intel.com/i915", 1));
            new IntelGpus(
                    c.infrastructure, "intel", k3s, new NodeFeatures(c.infrastructure, "features"), i -> i.shared(4));
        });
        String files = Compiled.files(compilation, "infrastructure/intel-config");
        assertThat(isReady(files, "GpuDevicePlugin", Map.of())).isFalse();
        assertThat(isReady(files, "GpuDevicePlugin", Map.of("desiredNumberScheduled", 2L, "numberReady", 0L)))
                .isFalse();
        assertThat(isReady(files, "GpuDevicePlugin", Map.of("desiredNumberScheduled", 2L, "numberReady", 1L)))
                .isTrue();
    }
}
