package espalier.yaml;

/** Something that {@link BlockYaml} does not read, so that {@link YamlReader} has to. */
final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPlain() {
        super(null, null, false, false);
    }
}
