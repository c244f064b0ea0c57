package espalier;

import org.jspecify.annotations.Nullable;

/** A Flux Kustomization and the directory that it applies always stand together. */
final class StageLayout implements Layout {
    static final Layout INSTANCE = new StageLayout();

    private StageLayout() {}

    @Override
    public String kustomization(Node node, String part) {
        Node stage = stageAbove(node);
        return (stage == null ? "" : stage.id() + "-") + last(node, part);
    }

    @Override
    public String directory(Node node, String part) {
        Node stage = stageAbove(node);
        return (stage == null ? "" : stage.id() + "/") + last(node, part);
    }

    @Override
    public String file(Node node, String part) {
        return directory(node, part) + ".yaml";
    }

    private static String last(Node node, String part) {
        return part.isEmpty() ? node.id() : node.id() + "-" + part;
    }

    private static @Nullable Node stageAbove(Node node) {
        Node stage = node.stage();
        return stage == node ? null : stage;
    }
}
