package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.ReferenceField;
import espalier.ReferenceField.Reach;
import java.util.ArrayList;
import java.util.List;

/** What nodes have: features, GPUs. And functions that run on them, and names in the DNS. */
final class MachineKinds {
    private static final String FISSION = "fission.io";

    private MachineKinds() {}

    static List<Kind> features() {
        String group = "nfd.k8s-sigs.io";
        return List.of(
                atOnce(group, "NodeFeature"),
                atOnce(group, "NodeFeatureGroup"),
                atOnce(group, "NodeFeatureRule").clusterScoped());
    }

    static List<Kind> nvidia() {
        var fields = new ArrayList<ReferenceField>();
        for (String part : List.of("devicePlugin", "dcgmExporter", "migManager")) {
            fields.add(configMap("spec." + part + ".config.name").in(Reach.OPERATOR_NAMESPACE));
        }
        return List.of(
                Kind.of("nvidia.com", "ClusterPolicy")
                        .clusterScoped()
                        .runsPods()
                        .readyWhen("has(status.state) && status.state == 'ready'")
                        .names(fields),
                Kind.of("nvidia.com", "NVIDIADriver")
                        .clusterScoped()
                        .runsPods()
                        .readyWhen("has(status.state) && status.state == 'ready'"));
    }

    static List<Kind> intel() {
        String group = "deviceplugin.intel.com";
        return List.of(
                Kind.of(group, "GpuDevicePlugin")
                        .clusterScoped()
                        .runsPods()
                        // Not on all its machines: one that is down would hold up every later stage.
                        .readyWhen("has(status.numberReady) && status.numberReady > 0")
                        .makes((plugin, made) -> {
                            made.object("", BuiltIn.DEVICE, "", "gpu.intel.com/i915");
                            made.object("", BuiltIn.DEVICE, "", "gpu.intel.com/xe");
                        }),
                Kind.of(group, "NpuDevicePlugin").clusterScoped().runsPods().neverReports(),
                Kind.of(group, "QatDevicePlugin").clusterScoped().runsPods().neverReports());
    }

    static List<Kind> fission() {
        ReferenceField environment =
                to(FISSION, "Environment", "spec.environment.name").inAnyNamespace();
        ReferenceField function = to(FISSION, "Function", "spec.functionref.name");
        return List.of(
                Kind.of(FISSION, "Environment")
                        .neverReports()
                        .runsPods()
                        .names(secret("spec.imagepullsecret"))
                        .names(PodFields.below("spec")),
                Kind.of(FISSION, "Function")
                        .neverReports()
                        .runsPods()
                        .names(
                                environment,
                                to(FISSION, "Package", "spec.package.packageref.name")
                                        .inAnyNamespace(),
                                secret("spec.secrets[].name").inAnyNamespace(),
                                configMap("spec.configmaps[].name").inAnyNamespace())
                        .names(PodFields.below("spec")),
                Kind.of(FISSION, "Package").neverReports().names(environment),
                atOnce(FISSION, "HTTPTrigger").names(function),
                atOnce(FISSION, "TimeTrigger").names(function),
                atOnce(FISSION, "KubernetesWatchTrigger").names(function),
                atOnce(FISSION, "MessageQueueTrigger").names(function, secret("spec.secret")),
                atOnce(FISSION, "CanaryConfig"));
    }

    static List<Kind> dns() {
        return List.of(atOnce("externaldns.k8s.io", "DNSEndpoint"));
    }
}
