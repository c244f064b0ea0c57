package espalier.live;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way to an API server through a proxy, as the usual variables say it; the kubeconfig's own comes first. */
final class Proxies {
    private Proxies() {}

    static void ofEnvironment(Config config, Map<String, String> environment) {
        boolean said = config.getHttpsProxy() != null || config.getHttpProxy() != null;
        if (said || isLoopback(config.getMasterUrl())) {
            return; // a proxy has no business on the same machine
        }
        config.setHttpProxy(either(environment, "http_proxy"));
        config.setHttpsProxy(either(environment, "https_proxy"));
        String without = either(environment, "no_proxy");
        if (without != null) {
            config.setNoProxy(without.split("\\s*,\\s*", -1));
        }
    }

    private static boolean isLoopback(String address) {
        String host = URI.create(address).getHost();
        return host == null || host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static @Nullable String either(Map<String, String> environment, String name) {
        String value = environment.get(name);
        String found =
                value == null || value.isEmpty() ? environment.get(name.toUpperCase(java.util.Locale.ROOT)) : value;
        return found == null || found.isEmpty() ? null : found;
    }
}
