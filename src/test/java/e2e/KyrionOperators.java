package e2e;

import static e2e.PlayedOperators.namespace;
import static e2e.PlayedOperators.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The operators of kyrion, and what K3s brings, as far as Flux waits for what they do. */
final class KyrionOperators {
    private static final Consumer<ObjectNode> NOTHING = object -> {};

    private final KubernetesApi api;
    private final PlayedOperators played;

    private KyrionOperators(KubernetesApi api) {
        this.api = api;
        played = new PlayedOperators(api);
        played.certificates();
        played.part(
                "sealed-secrets",
                "bitnami.com/v1alpha1",
                "SealedSecret",
                secret -> played.runs("sealed-secrets-system", "sealed-secrets"),
                this::unseal,
                PlayedOperators.condition("Synced"));
        played.part(
                "tailscale",
                "tailscale.com/v1alpha1",
                "DNSConfig",
                config -> isTailnetThere(),
                NOTHING,
                PlayedOperators.condition("NameserverReady"));
        played.part(
                "tailscale",
                "tailscale.com/v1alpha1",
                "ProxyClass",
                proxies -> isTailnetThere(),
                NOTHING,
                PlayedOperators.condition("ProxyClassReady"));
        played.part(
                "intel-device-plugins",
                "deviceplugin.intel.com/v1",
                "GpuDevicePlugin",
                plugin -> played.runs("intel-device-plugins-system", "intel-device-plugins-operator"),
                NOTHING,
                "{\"status\": {\"desiredNumberScheduled\": 1, \"numberReady\": 1}}");
        played.part(
                "intel-device-plugins",
                "v1",
                "Node",
                node -> played.runs("intel-device-plugins-system", "intel-device-plugins-operator"),
                NOTHING,
                "{\"status\": {\"capacity\": {\"gpu.intel.com/i915\": \"4\"}, \"allocatable\": {\"gpu.intel.com/i915\": \"4\"}}}");
        played.part(
                "the chart of elasticsearch, which makes its certificate",
                "apps/v1",
                "Deployment",
                server -> text(server, "/metadata/name").equals("elastic") && played.runs(namespace(server), "elastic"),
                server -> played.make(server, "elastic-certs", values("tls.crt", "tls.key", "ca.crt")),
                "");
        for (String kind : new String[] {"ImageRepository", "ImagePolicy", "ImageUpdateAutomation"}) {
            played.part(
                    "Flux's image controllers",
                    "image.toolkit.fluxcd.io/v1",
                    kind,
                    object -> text(object, "/metadata/generation").equals("1"),
                    NOTHING,
                    PlayedOperators.condition("Ready")
                            .replace("{\"status\": {", "{\"status\": {\"observedGeneration\": 1, "));
        }
        played.part("K3s's local-path", "v1", "PersistentVolumeClaim", this::isOnLocalPath, this::provision, "");
        played.part(
                "K3s's ServiceLB",
                "v1",
                "Service",
                service -> text(service, "/spec/type").equals("LoadBalancer"),
                NOTHING,
                "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"192.168.20.10\"}]}}}");
    }

    /** All of them, who do not play yet, on a node that is as K3s labels the machine of kyrion. */
    static PlayedOperators of(KubernetesApi api) {
        KubernetesApi.objects("""
                        apiVersion: v1
                        kind: Node
                        metadata:
                          name: fake
                          labels: {kubernetes.io/hostname: kyrion, node-role.kubernetes.io/control-plane: "true"}
                        ---
                        apiVersion: storage.k8s.io/v1
                        kind: StorageClass
                        metadata: {name: local-path}
                        provisioner: rancher.io/local-path
                        reclaimPolicy: Delete
                        volumeBindingMode: WaitForFirstConsumer
                        """).forEach(object -> api.apply(object, "k3s").expectSuccess());
        return new KyrionOperators(api).played;
    }

    private boolean isTailnetThere() {
        return played.runs("tailscale", "tailscale-operator")
                && played.hasKey("tailscale", "operator-oauth", "client_secret");
    }

    /** The keys that the controller would find and make; the values only it could. */
    private void unseal(ObjectNode sealed) {
        var values = new TreeMap<String, String>();
        sealed.at("/spec/encryptedData").fieldNames().forEachRemaining(key -> values.put(key, value(key)));
        sealed.at("/spec/template/data").fieldNames().forEachRemaining(key -> values.put(key, value(key)));
        ObjectNode secret = StandIns.secret(namespace(sealed), text(sealed, "/metadata/name"), values);
        secret.put("type", sealed.at("/spec/template/type").asText("Opaque"));
        api.apply(secret, "sealed-secrets").expectSuccess();
    }

    /** The API server reads a login itself. */
    private static String value(String key) {
        return key.equals(".dockerconfigjson") ? "{\"auths\": {}}" : "stand-in";
    }

    private static TreeMap<String, String> values(String... keys) {
        var values = new TreeMap<String, String>();
        for (String key : keys) {
            values.put(key, value(key));
        }
        return values;
    }

    /** A directory of the machine. */
    private void provision(ObjectNode claim) {
        ObjectNode volume = StandIns.volume(
                claim,
                api.get("storage.k8s.io/v1", "StorageClass", "", "local-path").expectSuccess());
        ObjectNode spec = (ObjectNode) volume.path("spec");
        spec.remove("csi");
        spec.putObject("hostPath").put("path", "/var/lib/rancher/k3s/storage/" + text(claim, "/metadata/uid"));
        api.apply(volume, "local-path").expectSuccess();
    }

    private boolean isOnLocalPath(ObjectNode claim) {
        return text(claim, "/status/phase").equals("Pending")
                && text(claim, "/spec/storageClassName").equals("local-path");
    }
}
