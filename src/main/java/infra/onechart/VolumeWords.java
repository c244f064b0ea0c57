package infra.onechart;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Volumes in the words of the chart, which has a volume and its one mount in one entry. */
final class VolumeWords {
    private VolumeWords() {}

    /**
     * The volumes of {@code pod} and where {@code container} has them; null where one of them cannot be said, so that all are said
     * as Kubernetes has them.
     */
    static @Nullable Sequence of(Mapping pod, Mapping container) {
        Sequence volumes = pod.sequence("volumes");
        Sequence mounts = container.sequence("volumeMounts");
        if (volumes == null || mounts == null) {
            return volumes == null && mounts == null ? new Sequence() : null;
        }
        if (volumes.size() != mounts.size()) {
            return null;
        }
        var said = new Sequence();
        var ordered = new Sequence();
        for (Value each : mounts) {
            Mapping mount = each instanceof Mapping mapping ? mapping : new Mapping();
            int at = volumes.indexWhere("name", String.valueOf(mount.text("name")));
            boolean isSecond = ordered.indexWhere("name", String.valueOf(mount.text("name"))) >= 0;
            Mapping volume = at >= 0 && volumes.get(at) instanceof Mapping mapping ? mapping : null;
            Mapping words = volume == null || isSecond ? null : words(volume, mount);
            if (volume == null || words == null) {
                return null;
            }
            said.add(words);
            ordered.add(volume);
        }
        pod.put("volumes", ordered); // as the chart puts them
        return said;
    }

    private static @Nullable Mapping words(Mapping volume, Mapping mount) {
        String name = mount.text("name");
        // One whose name begins so, the chart mounts in init containers alone.
        if (name == null || name.startsWith("init-")) {
            return null;
        }
        int known = mount.has("subPath") ? 3 : 2;
        if (mount.size() != known || !isPlain(mount) || volume.size() != 2) {
            return null;
        }
        var words = Mapping.of("name", name).put("path", String.valueOf(mount.text("mountPath")));
        words.putIfAny("subPath", mount.text("subPath"));
        Mapping claim = volume.mapping("persistentVolumeClaim");
        Mapping config = volume.mapping("configMap");
        Mapping host = volume.mapping("hostPath");
        Mapping empty = volume.mapping("emptyDir");
        if (claim != null && claim.size() == 1 && claim.has("claimName")) {
            return words.put("existingClaim", claim.valueAt(0));
        }
        if (config != null && config.size() == 1 && config.has("name")) {
            return words.put("existingConfigMap", config.valueAt(0));
        }
        if (empty != null && empty.isEmpty()) {
            return words.put("emptyDir", true);
        }
        return host == null ? null : words.put("hostPath", host);
    }

    /** Whether the chart, which puts no quotes around it, writes what YAML reads as the same text. */
    private static boolean isPlain(Mapping mount) {
        for (String key : mount.keys()) {
            String text = mount.get(key) instanceof Leaf leaf ? leaf.text() : "";
            boolean isPath = !text.isEmpty();
            boolean hasLetter = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                hasLetter |= c > 'f' && c <= 'z' && c != 'x' && c != 'o';
                isPath &= Character.isLetterOrDigit(c) && c < 128 || c == '/' || c == '-' || c == '_' || c == '.';
            }
            boolean isWord = text.equals("null") || text.equals("true") || text.equals("yes") || text.equals("no");
            if (!isPath || isWord || !hasLetter && text.charAt(0) != '/') {
                return false;
            }
        }
        return true;
    }
}
