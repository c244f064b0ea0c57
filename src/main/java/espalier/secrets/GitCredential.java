package espalier.secrets;

import espalier.Identity;
import espalier.Provision;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.order.Order;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Secret by which Flux reads the repository, with the keys that {@code flux create secret git} gives it. */
public final class GitCredential {
    private static final String FLUX = "flux-system";

    private GitCredential() {}

    /** That of the cluster; null where it names no repository, or one for which there is none. */
    public static @Nullable SecretDeclaration of(Order order) {
        String url = order.cluster().settings().gitUrl();
        // Images are kept up to date by commits.
        boolean writes = !order.graph().ofKind("ImageUpdateAutomation").isEmpty();
        List<Key> keys = keys(url, writes);
        Identity identity = Identity.of("", "Secret", FLUX, FLUX);
        return keys.isEmpty()
                ? null
                : new SecretDeclaration(Provision.of(identity, order.cluster().node()), keys);
    }

    private static List<Key> keys(String url, boolean writes) {
        String what = writes ? " that can read and write " + url : " that can read " + url;
        if (url.startsWith("ssh://")) {
            return List.of(
                    given("identity", "a private SSH key, without passphrase," + what, false),
                    given(
                            "known_hosts",
                            "the line by which its host is known, as `" + scan(url) + "` prints it",
                            false));
        }
        if (url.startsWith("http://") || url.startsWith("https://")) {
            String unless = writes ? "" : ", unless anybody can";
            return List.of(
                    given("username", "whose token it is" + what + unless, !writes),
                    given("password", "a token" + what + unless, !writes));
        }
        return List.of();
    }

    private static String scan(String url) {
        try {
            URI uri = URI.create(url);
            return "ssh-keyscan " + (uri.getPort() < 0 ? "" : "-p " + uri.getPort() + " ") + uri.getHost();
        } catch (IllegalArgumentException e) {
            return "ssh-keyscan HOST";
        }
    }

    private static Key given(String key, String what, boolean optional) {
        return new Key(key, new Given(what, optional, List.of()));
    }
}
