package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import features.Checkout;
import features.Checkout.Run;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A thousand Kustomizations and HelmReleases on a real API server; their status is the test's, since no controller runs. */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DoctorAtScaleTest {
    private static final int HALF = 600;

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    Path folder;

    @Test
    void aThousandAreExaminedInSeconds() throws Exception {
        KubernetesApi api = CONTROL_PLANE.api();
        FluxBootstrap.installDefinitions(api);
        make(api, "v1", "Namespace", "flux-system", "", "");
        make(
                api,
                "source.toolkit.fluxcd.io/v1",
                "GitRepository",
                "flux-system",
                "{url: \"http://127.0.0.1:1/x.git\", interval: 10m}",
                ready("True", "Succeeded", "stored"));
        IntStream.range(0, HALF).parallel().forEach(i -> {
            String spec = "{interval: 10m, prune: true, path: ./x, sourceRef: {kind: GitRepository, name: flux-system}"
                    + (i == 0 ? "}" : ", dependsOn: [{name: app-" + (i - 1) / 2 + "}]}");
            String status = i == 0
                    ? ready("False", "BuildFailed", "kustomize build failed: no such file")
                    : ready("False", "DependencyNotReady", "dependency 'flux-system/app' is not ready");
            make(api, "kustomize.toolkit.fluxcd.io/v1", "Kustomization", "app-" + i, spec, status);
            make(
                    api,
                    "helm.toolkit.fluxcd.io/v2",
                    "HelmRelease",
                    "app-" + i,
                    "{interval: 10m, chartRef: {kind: OCIRepository, name: x}}",
                    ready("True", "InstallSucceeded", "well"));
        });
        long start = System.nanoTime();
        Run run = Checkout.at(folder)
                .espalier(
                        "doctor",
                        "--kubeconfig",
                        CONTROL_PLANE.kubeconfig(User.ADMIN).toString());
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.err.println("e2e: doctor on " + 2 * HALF + " Kustomizations and HelmReleases took " + millis + " ms\n"
                + run.out() + run.err());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("Kustomization flux-system/app-0: kustomize cannot build its directory\n")
                .contains(" and " + (HALF - 1 - 6) + " more\n");
        assertThat(run.err())
                .contains(": 1 cause (" + (2 * HALF + 1) + " objects of Flux and what they stand on, 11 calls)");
        assertThat(millis).isLessThan(10_000);
    }

    private static String ready(String status, String reason, String message) {
        return "{\"status\": {\"observedGeneration\": 1, \"conditions\": [{\"type\": \"Ready\", \"status\": \"" + status
                + "\", \"reason\": \"" + reason + "\", \"message\": \"" + message
                + "\", \"lastTransitionTime\": \"2026-01-01T00:00:00Z\"}]}}";
    }

    private static void make(KubernetesApi api, String version, String kind, String name, String spec, String status) {
        String namespace = kind.equals("Namespace") ? "" : ", namespace: flux-system";
        ObjectNode object = KubernetesApi.objects("apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: "
                        + name + namespace + "}\n" + (spec.isEmpty() ? "" : "spec: " + spec + "\n"))
                .get(0);
        api.apply(object, "e2e").expectSuccess();
        if (!status.isEmpty()) {
            api.merge(object, "status", status).expectSuccess();
        }
    }
}
