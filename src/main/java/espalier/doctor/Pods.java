package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a pod does not run. */
final class Pods {
    private static final Pattern MISSING =
            Pattern.compile("(secret|configmap) \"([\\w./-]+)\" not found", Pattern.CASE_INSENSITIVE);
    private static final Pattern MISSING_KEY =
            Pattern.compile("couldn't find key ([\\w.-]+) in (Secret|ConfigMap) ([\\w.-]+)/([\\w.-]+)");
    private static final Pattern CLAIM =
            Pattern.compile("persistentvolumeclaim \"([\\w.-]+)\" (?:not found|is being deleted)");

    private Pods() {}

    static boolean belongs(Mapping pod, Mapping workload) {
        Mapping labels = Fields.mapping(workload, "spec", "selector", "matchLabels");
        if (labels == null
                || labels.isEmpty()
                || !Id.of(pod).namespace().equals(Id.of(workload).namespace())) {
            return false;
        }
        for (String key : labels.keys()) {
            if (!Fields.text(pod, "metadata", "labels", key).equals(labels.text(key))) {
                return false;
            }
        }
        return true;
    }

    static Ailment of(Mapping pod, Mapping workload, Snapshot snapshot) {
        Id id = Id.of(pod);
        return whatIsWrong(pod, workload, snapshot).saying(line -> snapshot.masked(id, line));
    }

    private static Ailment whatIsWrong(Mapping pod, Mapping workload, Snapshot snapshot) {
        Id id = Id.of(pod);
        Id whose = Id.of(workload);
        List<Id> makers = snapshot.makers(workload);
        if (Fields.is(pod, "Ready", "True")
                || Fields.text(pod, "status", "phase").equals("Succeeded")) {
            return Ailment.NONE;
        }
        Mapping scheduled = Fields.condition(pod, "PodScheduled");
        if (Fields.text(scheduled, "status").equals("False")) {
            return unscheduled(id, whose, pod, Fields.text(scheduled, "message"), makers, snapshot);
        }
        for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
            for (Mapping container : Fields.list(pod, "status", list)) {
                Ailment found = container(id, whose, container, list.startsWith("init"), makers, snapshot);
                if (!found.isNone()) {
                    return found;
                }
            }
        }
        List<String> mounts = snapshot.warnings(id, "FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox");
        if (!mounts.isEmpty()) {
            String said = mounts.get(mounts.size() - 1);
            Ailment missing = missing(id, said, makers, snapshot);
            return !missing.isNone()
                    ? missing
                    : Ailment.of(Cause.of(
                            "mount",
                            whose,
                            "its volumes or its network cannot be set up",
                            said,
                            Commands.describe(id),
                            makers));
        }
        List<String> probes = snapshot.warnings(id, "Unhealthy");
        if (!probes.isEmpty()) {
            return Ailment.of(Cause.of(
                    "probe",
                    whose,
                    "it runs, but its probe says that it is not ready",
                    probes.get(probes.size() - 1),
                    Commands.describe(id),
                    makers));
        }
        return Ailment.NONE;
    }

    private static Ailment unscheduled(
            Id id, Id whose, Mapping pod, String message, List<Id> makers, Snapshot snapshot) {
        var causes = new ArrayList<Cause>();
        if (message.contains("unbound immediate PersistentVolumeClaims") || message.contains("persistentvolumeclaim")) {
            for (Mapping volume : Fields.list(pod, "spec", "volumes")) {
                String name = Fields.text(volume, "persistentVolumeClaim", "claimName");
                Mapping claim =
                        name.isEmpty() ? null : snapshot.find(new Id("PersistentVolumeClaim", id.namespace(), name));
                if (claim != null) {
                    causes.addAll(Claims.of(claim, snapshot));
                }
            }
            Matcher missing = CLAIM.matcher(message);
            if (causes.isEmpty() && missing.find()) {
                Id claim = new Id("PersistentVolumeClaim", id.namespace(), missing.group(1));
                var readers = new ArrayList<>(List.of(claim));
                readers.addAll(makers);
                causes.add(Cause.of(
                        "claim-missing",
                        claim,
                        "a pod mounts it, but it is not there",
                        message,
                        Commands.kubectl(claim, "get persistentvolumeclaim"),
                        readers));
            }
        }
        return causes.isEmpty()
                ? Ailment.of(
                        Cause.of("unschedulable", whose, "no node takes it", message, Commands.describe(id), makers))
                : new Ailment(causes, List.of());
    }

    private static Ailment container(
            Id id, Id whose, Mapping status, boolean init, List<Id> makers, Snapshot snapshot) {
        String name = Fields.text(status, "name");
        String reason = Fields.text(status, "state", "waiting", "reason");
        String message = Fields.text(status, "state", "waiting", "message");
        if (List.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull")
                .contains(reason)) {
            List<String> pulls = snapshot.warnings(id, "Failed");
            String said = message.startsWith("Back-off") && !pulls.isEmpty() ? pulls.get(0) : message;
            String what = "the image " + Fields.text(status, "image") + " cannot be pulled";
            return Ailment.of(Cause.of("image-pull", whose, what, said, Commands.describe(id), makers));
        }
        if (reason.equals("CreateContainerConfigError") || reason.equals("CreateContainerError")) {
            Ailment missing = missing(id, message, makers, snapshot);
            String what = "the container " + name + " cannot be made";
            return !missing.isNone()
                    ? missing
                    : Ailment.of(Cause.of("container-refused", whose, what, message, Commands.describe(id), makers));
        }
        Mapping last = Fields.mapping(status, "lastState", "terminated");
        Mapping ended = last != null ? last : Fields.mapping(status, "state", "terminated");
        boolean crashed = ended != null
                && !Fields.text(ended, "exitCode").equals("0")
                && !Fields.text(status, "ready").equals("true");
        if (!crashed || ended == null) {
            return Ailment.NONE;
        }
        String end = Fields.text(ended, "reason").equals("OOMKilled")
                ? "it needed more memory than its limit"
                : "it ended with exit code " + Fields.text(ended, "exitCode");
        String restarts = Fields.text(status, "restartCount");
        Cause cause = Cause.of(
                init ? "init-container" : "crash-loop",
                whose,
                (init ? "its init container " : "its container ") + name + " fails in pod " + id.name() + ": " + end
                        + (restarts.isEmpty() || restarts.equals("0") ? "" : ", " + restarts + " restarts"),
                Fields.text(ended, "message"),
                Commands.kubectl(id, "logs " + id.name() + " -c " + name + " --previous"),
                makers);
        return Ailment.of(cause.with(snapshot.lastWords(id, name)));
    }

    /** A Secret or ConfigMap that is not there: what should make it knows why. */
    private static Ailment missing(Id pod, String message, List<Id> makers, Snapshot snapshot) {
        Matcher object = MISSING.matcher(message);
        Matcher key = MISSING_KEY.matcher(message);
        boolean noKey = key.find();
        if (!noKey && !object.find()) {
            return Ailment.NONE;
        }
        String word = noKey ? key.group(2) : object.group(1);
        String name =
                noKey ? key.group(4) : object.group(2).substring(object.group(2).indexOf('/') + 1);
        String kind = word.equalsIgnoreCase("secret") ? "Secret" : "ConfigMap";
        Id missing = new Id(kind, pod.namespace(), name);
        if (kind.equals("Secret")) {
            List<Id> providers = SecretProviders.of(missing, snapshot);
            if (!providers.isEmpty()) {
                return Ailment.waitsFor(providers);
            }
        }
        var readers = new ArrayList<>(List.of(missing));
        readers.addAll(makers);
        return Ailment.of(Cause.of(
                kind.equals("Secret") ? "secret-missing" : "config-missing",
                missing,
                noKey
                        ? "a container reads its key " + key.group(1) + ", which it does not have"
                        : "a container reads it, but it is not there",
                message,
                Commands.kubectl(
                        missing, (noKey ? "describe " : "get ") + kind.toLowerCase(java.util.Locale.ROOT) + " " + name),
                readers));
    }
}
