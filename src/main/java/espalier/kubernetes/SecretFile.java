package espalier.kubernetes;

import espalier.SecretKey;
import espalier.Text;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * One key of a Secret as a file, for programs that take a password or a certificate in no other way: the file has the name of the key.
 * Kubernetes changes it with the Secret, but for where it is mounted by its own path.
 *
 * @param volumeName what the volume is called inside the pod: a DNS label
 */
public record SecretFile(String volumeName, Text secret, Text key) implements Volume {
    /** The file of {@code key}. */
    public static SecretFile of(String volumeName, SecretKey key) {
        return new SecretFile(volumeName, key.secret(), key.key());
    }

    /** Only that key: the others are for others. */
    @Override
    public Mapping volumeSource() {
        var file = Mapping.of("key", key).put("path", key);
        return Mapping.of("secret", Mapping.of("secretName", secret).put("items", Sequence.of(file)));
    }
}
