package espalier.check;

import espalier.ImageReference;
import espalier.KubernetesObject;
import espalier.Policy;
import espalier.rules.Policies;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.List;

/** References to images that no registry could answer, or would answer otherwise tomorrow. */
final class Images {
    private Images() {}

    static void check(List<Pod> pods) {
        for (Pod pod : pods) {
            for (Mapping container : pod.containers()) {
                check(pod.object(), container);
            }
        }
    }

    private static void check(KubernetesObject object, Mapping container) {
        String image = container.text("image");
        if (image != null && !image.isBlank() && !isReference(image)) {
            object.error(
                    Soundness.IMAGE,
                    "Tried to run \"" + image + "\" in the container " + container.text("name") + " of " + object
                            + ", but an image is [registry[:port]/]name[:tag][@sha256:…], its name in lower case",
                    "write the image as its registry shows it");
        } else if (image != null
                && !image.isBlank()
                && image.indexOf('@') < 0
                && container.get("image") instanceof Leaf leaf
                && leaf.isString()) {
            tag(object, container, image);
        }
    }

    private static void tag(KubernetesObject object, Mapping container, String image) {
        String tag = ImageReference.of(image).tag();
        boolean moves = tag.isEmpty() || tag.equals("latest");
        if (moves
                && !wantsDigests(object)
                && !object.owner().isExempt(Soundness.MUTABLE_TAG, String.valueOf(container.text("name")))) {
            object.error(
                    Soundness.MUTABLE_TAG,
                    Fields.pathTo(object, container).field("image"),
                    image,
                    "Tried to run " + image + " in the container " + container.text("name") + " of " + object
                            + ", but "
                            + (tag.isEmpty() ? "an image without a tag is latest, which" : "latest")
                            + " is another image after the next release",
                    "name the version that is meant, with its digest behind it; where it has to follow its publisher, waive"
                            + " \"mutable-tag\"");
        }
    }

    /** The policy says it as an error. */
    private static boolean wantsDigests(KubernetesObject object) {
        for (Policy policy : object.owner().cluster().settings().policies()) {
            if (policy.rule().equals(Policies.IMAGE_DIGEST)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReference(String image) {
        int at = image.indexOf('@');
        String digest = at < 0 ? null : image.substring(at + 1);
        if (digest != null && !isDigest(digest)) {
            return false;
        }
        String rest = at < 0 ? image : image.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean hasTag = colon > rest.lastIndexOf('/');
        return (!hasTag || isTag(rest.substring(colon + 1))) && isName(hasTag ? rest.substring(0, colon) : rest);
    }

    private static boolean isDigest(String digest) {
        if (!digest.startsWith("sha256:") || digest.length() != "sha256:".length() + 64) {
            return false;
        }
        for (int i = "sha256:".length(); i < digest.length(); i++) {
            if ("0123456789abcdef".indexOf(digest.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTag(String tag) {
        if (tag.isEmpty() || tag.length() > 128) {
            return false;
        }
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            boolean first = c == '_' || c < 0x80 && Character.isLetterOrDigit(c);
            if (!first && (i == 0 || c != '.' && c != '-')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String name) {
        int from = 0;
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', from)) {
            if (!(from == 0 && isRegistry(name.substring(0, slash))) && !isPathPart(name, from, slash)) {
                return false;
            }
            from = slash + 1;
        }
        return isPathPart(name, from, name.length());
    }

    private static boolean isRegistry(String part) {
        return part.indexOf('.') >= 0 || part.indexOf(':') >= 0 || part.equals("localhost");
    }

    private static boolean isPathPart(String name, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            boolean inside = i > from && i < to - 1 && (c == '.' || c == '-' || c == '_');
            if (!alphanumeric && !inside) {
                return false;
            }
        }
        return from < to;
    }
}
