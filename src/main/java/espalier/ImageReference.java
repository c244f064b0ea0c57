package espalier;

/**
 * What names an image: {@code REPOSITORY[:TAG][@DIGEST]}.
 *
 * @param repository with its registry, as it is written
 * @param tag empty where there is none
 * @param digest as {@code sha256:…}; empty where there is none
 */
public record ImageReference(String repository, String tag, String digest) {
    /** The parts of {@code image}. */
    public static ImageReference of(String image) {
        int at = image.indexOf('@');
        String named = at < 0 ? image : image.substring(0, at);
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        return new ImageReference(
                colon < 0 ? named : named.substring(0, colon),
                colon < 0 ? "" : named.substring(colon + 1),
                at < 0 ? "" : image.substring(at + 1));
    }

    /** The repository with the registry and folder that Docker takes for granted. */
    public String wholeRepository() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        if (first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost")) {
            return repository;
        }
        return "docker.io/" + (slash < 0 ? "library/" : "") + repository;
    }
}
