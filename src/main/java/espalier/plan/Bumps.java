package espalier.plan;

import espalier.Identity;
import espalier.ImageReference;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Images and charts in other versions, and whether that is all that changes. */
final class Bumps {
    /** Tags that mean another image tomorrow. */
    private static final Set<String> MOVING = Set.of(
            "", "latest", "stable", "main", "master", "edge", "nightly", "develop", "dev", "rolling", "release",
            "canary");

    private static final Set<String> SOURCES = Set.of("OCIRepository", "GitRepository", "HelmRepository", "HelmChart");

    /** So many characters of a digest tell it apart, as git and Docker shorten theirs: {@code sha256:} and twelve. */
    private static final int DIGEST = 19;

    private static final String SOURCE_GROUP = "source.toolkit.fluxcd.io";

    private final Side after;
    private final Dangers dangers;

    /** Who takes what it applies from which source; null until somebody asks. */
    private @Nullable Map<Identity, List<String>> users;

    private final Map<Bump, List<String>> found = new LinkedHashMap<>();
    private boolean onlyBumps = true;
    private boolean isDone;

    Bumps(Side after, Dangers dangers) {
        this.after = after;
        this.dangers = dangers;
    }

    /** @param isDone whether anything comes of it */
    void judge(Change change, boolean isDone) {
        this.isDone = isDone;
        Placed now = change.after();
        if (now == null) {
            onlyBumps = false;
            gone(change.either());
            return;
        }
        onlyBumps &= change.before() != null && !change.isRenamed() && !change.isMoved();
        var images = new HashMap<FieldPath, Boolean>();
        int counted = 0;
        for (LeafChange leaf : change.leaves()) {
            ImageField field = ImageField.of(now, leaf);
            Boolean known = field == null ? null : images.get(field.path());
            boolean isBump = known != null ? known : field != null && image(change, now, field) || source(now, leaf);
            if (field != null) {
                images.put(field.path(), isBump); // told once, whichever parts of it change
            }
            counted += isBump || isLabel(leaf) ? 1 : 0;
        }
        onlyBumps &=
                counted == change.leaves().size() && counted >= change.fields().size();
    }

    private static boolean isLabel(LeafChange leaf) {
        return leaf.last().equals("app.kubernetes.io/version") || leaf.last().equals("helm.sh/chart");
    }

    private void gone(Placed object) {
        var told = new HashSet<FieldPath>();
        for (LeafChange leaf : LeafChange.of(new Change(null, object, List.of()))) {
            ImageField field = ImageField.of(object, leaf);
            ImageReference image = field == null || !told.add(field.path()) ? null : field.in(object);
            if (image != null) {
                gone(object, image);
            }
        }
    }

    private void come(Placed object, ImageReference image) {
        add(object, new Bump("image", image.repository(), "", told(image, false), "new", List.of()));
    }

    private void gone(Placed object, ImageReference image) {
        add(object, new Bump("image", image.repository(), told(image, false), "", "gone", List.of()));
    }

    private void add(Placed object, Bump bump) {
        if (isDone) {
            found.computeIfAbsent(bump, key -> new ArrayList<>()).addAll(runs(object));
        }
    }

    /** Whether it is the same image in another version; of two images, the one comes and the other goes. */
    private boolean image(Change change, Placed object, ImageField field) {
        ImageReference was = field.in(change.before());
        ImageReference now = field.in(object);
        if (now != null) {
            mutable(object, now, field.isWhole());
        }
        boolean same = was != null && now != null && was.repository().equals(now.repository());
        if (was != null && now != null && same && (field.isWhole() || hasVersion(was) && hasVersion(now))) {
            if (!was.equals(now)) {
                boolean digests = was.tag().equals(now.tag());
                add(
                        object.identity(),
                        "image",
                        now.repository(),
                        told(was, digests),
                        told(now, digests),
                        was.tag(),
                        now.tag(),
                        runs(object));
            }
            return true;
        }
        if (now != null && (!same || hasVersion(now))) {
            come(object, now);
        }
        if (was != null && (!same || hasVersion(was))) {
            gone(object, was);
        }
        return false;
    }

    private static boolean hasVersion(ImageReference image) {
        return !image.tag().isEmpty() || !image.digest().isEmpty();
    }

    /** @param isWhole whether no tag means the latest, and not what a chart takes for itself */
    private void mutable(Placed object, ImageReference image, boolean isWhole) {
        boolean none = image.tag().isEmpty();
        if (image.digest().isEmpty() && MOVING.contains(image.tag()) && (isWhole || !none)) {
            dangers.add(
                    Danger.Sort.MUTABLE_TAG,
                    object.identity(),
                    image.repository() + (none ? " has no tag" : ":" + image.tag())
                            + ": tomorrow it can be another image");
        }
    }

    private static String told(ImageReference image, boolean withDigest) {
        String digest = image.digest();
        String shown = digest.substring(0, Math.min(DIGEST, digest.length()));
        return image.tag().isEmpty() ? shown : withDigest && !shown.isEmpty() ? image.tag() + "@" + shown : image.tag();
    }

    private boolean source(Placed object, LeafChange leaf) {
        String was = leaf.before();
        String now = leaf.after();
        List<String> keys = leaf.keys();
        boolean isChart = keys.equals(List.of("spec", "chart", "spec", "version")) && object.is("HelmRelease")
                || keys.equals(List.of("spec", "version")) && object.is("HelmChart");
        boolean isRef = SOURCES.contains(object.identity().kind())
                && keys.size() == 3
                && leaf.under("ref")
                && Set.of("tag", "semver", "digest").contains(leaf.last());
        if (was == null || now == null || !isChart && !isRef) {
            return false;
        }
        if (leaf.last().equals("digest")) {
            return true; // told with its tag
        }
        String name = isChart ? Paths.text(object.body(), "spec", "chart", "spec", "chart") : "";
        String what = name.isEmpty() ? object.identity().name() : name;
        boolean git = object.is("GitRepository");
        add(object.identity(), git ? "source" : "chart", what, was, now, was, now, runs(object));
        return true;
    }

    private void add(
            Identity object,
            String sort,
            String what,
            String from,
            String to,
            String old,
            String now,
            List<String> runs) {
        Release.Step step = Release.between(old, now);
        String word = step.name().toLowerCase(java.util.Locale.ROOT);
        if (step == Release.Step.SAME) {
            word = "patch"; // the same tag with another digest
        }
        found.computeIfAbsent(new Bump(sort, what, from, to, word, List.of()), key -> new ArrayList<>())
                .addAll(runs);
        if (step == Release.Step.BACK) {
            dangers.add(Danger.Sort.IMAGE_BACK, object, sort + " " + what + " goes back: " + from + " → " + to);
        } else if (step == Release.Step.MAJOR) {
            dangers.add(
                    Danger.Sort.IMAGE_MAJOR,
                    object,
                    sort + " " + what + " may break what it was: " + from + " → " + to);
        }
        onlyBumps &= step == Release.Step.SAME || step == Release.Step.PATCH || step == Release.Step.MINOR;
    }

    /** The object itself, or for a source the releases and Kustomizations that take what they apply from it. */
    List<String> runs(Placed object) {
        if (!object.identity().group().equals(SOURCE_GROUP)) {
            return List.of(object.identity().toString());
        }
        if (users == null) {
            users = users();
        }
        return users.getOrDefault(object.identity(), List.of(object.identity().toString()));
    }

    private Map<Identity, List<String>> users() {
        var all = new HashMap<Identity, List<String>>();
        for (Unit unit : after.units()) {
            all.computeIfAbsent(unit.source(), key -> new ArrayList<>())
                    .add(unit.identity().toString());
        }
        for (Placed each : after.objects().values()) {
            Mapping reference = each.is("HelmRelease") ? Paths.mapping(each.body(), "spec", "chartRef") : null;
            if (reference != null) {
                String namespace = reference.text("namespace");
                Identity source = Identity.of(
                        SOURCE_GROUP,
                        String.valueOf(reference.text("kind")),
                        namespace == null ? each.namespace() : namespace,
                        String.valueOf(reference.text("name")));
                all.computeIfAbsent(source, key -> new ArrayList<>())
                        .add(each.identity().toString());
            }
        }
        return all;
    }

    List<Bump> found() {
        var bumps = new ArrayList<Bump>();
        found.forEach((bump, runs) -> bumps.add(new Bump(
                bump.sort(),
                bump.what(),
                bump.from(),
                bump.to(),
                bump.step(),
                runs.stream().distinct().toList())));
        return bumps;
    }

    /** Whether nothing but versions changed, none of them by more than a minor one. */
    boolean isAll() {
        return onlyBumps && !found.isEmpty();
    }
}
