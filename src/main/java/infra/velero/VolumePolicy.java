package infra.velero;

import espalier.Text;
import espalier.kubernetes.StorageClass;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import infra.NfsMount;
import java.util.ArrayList;
import java.util.List;

/** Which volumes no backup reads, as Velero's resource policies say it; all others are read. */
final class VolumePolicy {
    private final List<Mapping> directories = new ArrayList<>(1);
    private final List<Text> classes = new ArrayList<>(1);

    void skip(NfsMount directory) {
        directories.add(directory.address());
    }

    void skip(StorageClass tier) {
        classes.add(tier.name());
    }

    /** Asked for when everything was said. */
    String yaml() {
        var yaml = new StringBuilder("version: v1\nvolumePolicies:\n");
        skip(yaml).append("      volumeTypes:\n");
        for (String type : new String[] {"emptyDir", "ephemeral", "hostPath"}) {
            yaml.append("        - ").append(type).append('\n');
        }
        if (!classes.isEmpty()) {
            skip(yaml).append("      storageClass:\n");
            classes.forEach(
                    name -> yaml.append("        - ").append(name.text()).append('\n'));
        }
        for (Mapping directory : directories) {
            skip(yaml).append("      nfs:\n");
            directory.forEach((key, value) -> yaml.append("        ")
                    .append(key)
                    .append(": ")
                    .append(((Leaf) value).text())
                    .append('\n'));
        }
        return yaml.toString();
    }

    private static StringBuilder skip(StringBuilder yaml) {
        return yaml.append("  - action:\n      type: skip\n    conditions:\n");
    }
}
