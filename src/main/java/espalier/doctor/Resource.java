package espalier.doctor;

/**
 * A kind as the API server has it in its addresses.
 *
 * @param group empty for the core group
 */
public record Resource(String group, String version, String kind, String plural) {
    static final Resource POD = new Resource("", "v1", "Pod", "pods");
    static final Resource CLAIM = new Resource("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims");
    static final Resource SECRET = new Resource("", "v1", "Secret", "secrets");
    static final Resource EVENT = new Resource("", "v1", "Event", "events");

    /** {@code /api/v1} or {@code /apis/<group>/<version>}. */
    public String base() {
        return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }
}
