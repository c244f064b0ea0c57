package infra.monitoring;

import espalier.Component;
import espalier.SecretKey;
import espalier.Text;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Bucket;
import infra.Minio;

/**
 * The bucket in which a program of Grafana's keeps its blocks. The key to it comes into the program's configuration by variables,
 * since a chart would write it into a ConfigMap.
 */
final class Blocks {
    /** What stands in the configuration for the name of the bucket's user. */
    static final String ACCESS_KEY = "${BLOCKS_ACCESS_KEY}";

    /** What stands in the configuration for the user's password. */
    static final String SECRET_KEY = "${BLOCKS_SECRET_KEY}";

    private final Bucket bucket;

    Blocks(Component owner, Minio server) {
        bucket = new Bucket(owner, "blocks", server);
        owner.node().flow("blocks", server.node());
    }

    Text name() {
        return bucket.name();
    }

    /** {@code HOST:PORT}. */
    Text endpoint() {
        return bucket.port().address();
    }

    /** For a field like a container's {@code env}. */
    Sequence variables() {
        return Sequence.of(
                variable("BLOCKS_ACCESS_KEY", bucket.accessKey()), variable("BLOCKS_SECRET_KEY", bucket.secretKey()));
    }

    private static Mapping variable(String name, SecretKey key) {
        var reference = Mapping.of("name", key.secret()).put("key", key.key());
        return Mapping.of("name", name).put("valueFrom", Mapping.of("secretKeyRef", reference));
    }
}
