package espalier.platform;

/**
 * What keeps pods off a machine that do not tolerate it.
 *
 * @param key as a toleration names it
 * @param value empty where it has none
 * @param effect what happens to pods that do not tolerate it
 */
public record Taint(String key, String value, Effect effect) {

    /** What a taint does. */
    public enum Effect {
        /** New pods go elsewhere. */
        NO_SCHEDULE("NoSchedule"),
        /** New pods go elsewhere, where there is an elsewhere. */
        PREFER_NO_SCHEDULE("PreferNoSchedule"),
        /** New pods go elsewhere, and those that run there are sent away. */
        NO_EXECUTE("NoExecute");

        private final String word;

        Effect(String word) {
            this.word = word;
        }

        /** As Kubernetes writes it. */
        public String word() {
            return word;
        }
    }

    /** As {@code kubectl taint} writes it. */
    @Override
    public String toString() {
        return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect.word;
    }
}
