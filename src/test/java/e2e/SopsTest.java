package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import features.Checkout;
import features.FreshlyEncrypted;
import features.GitServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real Flux decrypts what SOPS encrypted, given nothing but the Secret that the cluster's page asks for. */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SopsTest {
    private static final String FLUX = "flux-system";

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    Path folder;

    @Test
    void secretsAndVariablesAreDecryptedAndNothingIsPutIntoThem() throws Exception {
        KubernetesApi api = CONTROL_PLANE.api();
        var fresh = FreshlyEncrypted.in(Files.createDirectories(folder.resolve("encrypted")));
        var git = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        Checkout clone = Checkout.at(Files.createDirectories(folder.resolve("clone")));
        clone.git("clone", "--quiet", git.url(), ".");
        fresh.writeTree(clone.path("dist/test"));
        var bootstrap = new FluxBootstrap(api, clone.path("dist/test/" + FLUX));
        bootstrap.write(git.url(), "./dist/test");
        clone.commit("What is encrypted, and what flux bootstrap adds to it");
        clone.git("push", "--quiet", "origin", "HEAD:main");

        bootstrap.install();
        api.apply(StandIns.secret(FLUX, "sops-age", Map.of("age.agekey", fresh.identity())), "kubectl")
                .expectSuccess();
        new FluxProcesses(CONTROL_PLANE, bootstrap.build()).start(Map.of());
        bootstrap.sync();

        var names = new ArrayList<>(List.of(FLUX, "apps"));
        fresh.compiled().order().units().forEach(unit -> names.add(unit.name()));
        new FluxStatus(api).awaitReady(120, names);
        JsonNode login = api.get("v1", "Secret", "media", "login").expectSuccess();
        assertThat(value(login, "user")).isEqualTo("somebody");
        assertThat(value(login, "password")).isEqualTo("s${e}cr$$et");
        assertThat(login.has("sops")).isFalse();
        assertThat(api.get("v1", "ConfigMap", "default", "site")
                        .expectSuccess()
                        .at("/data/host")
                        .asText())
                .isEqualTo("www.example.com");
    }

    private static String value(JsonNode secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.path("data").path(key).asText()), StandardCharsets.UTF_8);
    }
}
