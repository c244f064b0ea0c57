package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Flux's controllers, with the arguments that the cluster's own {@code flux-system} folder gives them; only the addresses are
 * those of this machine.
 */
final class FluxProcesses {
    private final ControlPlane controlPlane;
    private final Map<String, List<String>> arguments = new HashMap<>();

    /** @param fluxSystem what kustomize makes of the cluster's {@code flux-system} folder */
    FluxProcesses(ControlPlane controlPlane, List<ObjectNode> fluxSystem) {
        this.controlPlane = controlPlane;
        for (ObjectNode object : fluxSystem) {
            if (object.path("kind").asText().equals("Deployment")) {
                var words = new ArrayList<String>();
                object.at("/spec/template/spec/containers/0/args").forEach(word -> words.add(word.asText()));
                arguments.put(name(object), words);
            }
        }
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** Starts all three. {@code web} is the environment in which charts are fetched. */
    void start(Map<String, String> web) {
        int storage = LoopbackPorts.free();
        var starting = new ArrayList<Runnable>();
        starting.add(start(
                "source-controller",
                User.SOURCE_CONTROLLER,
                web,
                "--storage-path=" + controlPlane.data("artifacts"),
                "--storage-addr=127.0.0.1:" + storage,
                "--storage-adv-addr=127.0.0.1:" + storage));
        starting.add(start("kustomize-controller", User.KUSTOMIZE_CONTROLLER, Map.of()));
        starting.add(start("helm-controller", User.HELM_CONTROLLER, Map.of()));
        starting.forEach(Runnable::run);
    }

    /** Starts one, and gives what waits until it is up. */
    private Runnable start(String name, User user, Map<String, String> variables, String... more) {
        var command = new ArrayList<>(List.of(Programs.find(name).toString()));
        command.addAll(arguments.get(name));
        int health = LoopbackPorts.free();
        command.add("--enable-leader-election=false");
        command.add("--metrics-addr=127.0.0.1:" + LoopbackPorts.free());
        command.add("--health-addr=127.0.0.1:" + health);
        command.addAll(List.of(more));
        var environment = new HashMap<>(variables);
        environment.put("RUNTIME_NAMESPACE", "flux-system");
        environment.put("KUBECONFIG", controlPlane.kubeconfig(user).toString());
        environment.put("TMPDIR", controlPlane.data(name).toString());
        var process = controlPlane.beside(ServerProcess.start(name, controlPlane.logs(), environment, command));
        return () -> process.await(60, () -> isReady(health));
    }

    private static boolean isReady(int port) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/readyz").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
