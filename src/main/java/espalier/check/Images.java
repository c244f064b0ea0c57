package espalier.check;

import espalier.KubernetesObject;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import java.util.List;

/** References to images that no registry could answer. */
final class Images {
    private Images() {}

    static void check(List<Pod> pods) {
        for (Pod pod : pods) {
            pod.containers().forEach(container -> check(pod.object(), container));
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
        }
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
        String[] parts = name.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean isRegistry = i == 0
                    && parts.length > 1
                    && (parts[0].indexOf('.') >= 0 || parts[0].indexOf(':') >= 0 || parts[0].equals("localhost"));
            if (!isRegistry && !isPathPart(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPathPart(String part) {
        if (part.isEmpty()) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            boolean inside = i > 0 && i < part.length() - 1 && (c == '.' || c == '-' || c == '_');
            if (!alphanumeric && !inside) {
                return false;
            }
        }
        return true;
    }
}
