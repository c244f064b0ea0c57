package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import org.jspecify.annotations.Nullable;

/** A Deployment, StatefulSet or CronJob as a controller of the chart. */
final class Controller {
    private static final FieldPath SELECTOR = FieldPath.of("spec", "selector", "matchLabels");

    private final Release release;
    private final Persistence persistence;
    private final KubernetesObject workload;
    private final String identifier;
    private final Copies copies;

    Controller(Release release, Persistence persistence, KubernetesObject workload, String identifier) {
        this.release = release;
        this.persistence = persistence;
        this.workload = workload;
        this.identifier = identifier;
        this.copies = release.copies();
    }

    /** What {@code workload} is called in the values of {@code release}, as its pods say; null where they say nothing the chart would. */
    static @Nullable String identifier(KubernetesObject workload, String release) {
        Mapping template = workload.podTemplate();
        Mapping metadata = template == null ? null : template.mapping("metadata");
        Mapping labels = metadata == null ? null : metadata.mapping("labels");
        String identifier = Labels.controller(labels, release);
        if (workload.kind().equals("CronJob")) {
            return identifier;
        }
        Mapping selector = SELECTOR.in(workload.body()) instanceof Mapping mapping ? mapping : null;
        boolean same = selector != null
                && selector.size() == 3
                && String.valueOf(identifier).equals(Labels.controller(selector, release));
        return same ? identifier : null;
    }

    Mapping values() {
        var head = new Head(workload, release);
        Fields spec = head.spec();
        var values = new Mapping();
        Mapping pod;
        switch (workload.kind()) {
            case "StatefulSet" -> {
                values.put("type", "statefulset");
                head.values().forEach(values::put);
                pod = statefulSet(spec, values);
            }
            case "CronJob" -> {
                values.put("type", "cronjob");
                head.values().forEach(values::put);
                pod = cronJob(spec, values);
            }
            default -> {
                head.values().forEach(values::put);
                pod = deployment(spec, values);
            }
        }
        pod.forEach(values::put);
        if (!head.fits()) {
            release.carriage().refuseFields(workload, head.misfits());
        }
        head.complete();
        workload.body().child("metadata").child("labels").put(Labels.CONTROLLER, identifier);
        return values;
    }

    /** One that an autoscaler scales says nothing of its replicas, which is null for the chart: its own default is 1. */
    private Mapping deployment(Fields spec, Mapping values) {
        Value replicas = spec.take("replicas");
        values.put("replicas", replicas == null ? Scalar.of(null) : replicas);
        revisions(spec, values);
        strategy(spec, values);
        if (spec.text("progressDeadlineSeconds") != null) {
            release.carriage().waitFor(Integer.parseInt(String.valueOf(spec.text("progressDeadlineSeconds"))));
            spec.all().remove("progressDeadlineSeconds"); // the chart has no word for it, and Helm does not look at it
        }
        return pod(spec, new VolumeClaims());
    }

    private static void revisions(Fields spec, Mapping values) {
        Value revisions = spec.take("revisionHistoryLimit");
        if (revisions == null) {
            spec.all().put("revisionHistoryLimit", 3);
        } else {
            values.put("revisionHistoryLimit", revisions);
        }
    }

    private void strategy(Fields spec, Mapping values) {
        Fields strategy = spec.below("strategy");
        String type = strategy.text("type");
        values.put("strategy", type == null ? "RollingUpdate" : type); // the chart's own default is to recreate
        Fields rolling = strategy.below("rollingUpdate");
        var said = new Mapping();
        amount(rolling, "maxUnavailable", said, "unavailable");
        amount(rolling, "maxSurge", said, "surge");
        rolling.refuseRest();
        strategy.refuseRest();
        values.putIfAny("rollingUpdate", said);
        if (type == null) {
            spec.all().child("strategy").put("type", "RollingUpdate");
        }
    }

    /** The chart leaves out a zero. */
    private static void amount(Fields from, String key, Mapping into, String word) {
        Value amount = from.take(key);
        if (amount instanceof Leaf leaf && leaf.text().equals("0")) {
            from.refuse(key);
        } else if (amount != null) {
            into.put(word, amount);
        }
    }

    private Mapping statefulSet(Fields spec, Mapping values) {
        Value replicas = spec.take("replicas");
        if (replicas == null) {
            spec.refuse("replicas");
        } else {
            values.put("replicas", replicas);
        }
        revisions(spec, values);
        var own = new Mapping();
        Value management = spec.take("podManagementPolicy");
        if (management == null) {
            spec.all().put("podManagementPolicy", "OrderedReady");
        } else {
            own.put("podManagementPolicy", management);
        }
        Fields update = spec.below("updateStrategy");
        String type = update.text("type");
        if (type == null) {
            spec.all().child("updateStrategy").put("type", "RollingUpdate");
        } else if (!type.equals("RollingUpdate")) {
            values.put("strategy", type);
        }
        Fields rolling = update.below("rollingUpdate");
        var said = new Mapping();
        amount(rolling, "partition", said, "partition");
        rolling.refuseRest();
        update.refuseRest();
        values.putIfAny("rollingUpdate", said);
        Value service = spec.take("serviceName");
        if (service == null) {
            spec.all().put("serviceName", release.name());
        } else {
            copies.put(own, "serviceName", service);
        }
        copies.put(own, "persistentVolumeClaimRetentionPolicy", spec.take("persistentVolumeClaimRetentionPolicy"));
        var claims = new VolumeClaims();
        claims.read(spec, copies);
        Mapping pod = pod(spec, claims);
        own.putIfAny("volumeClaimTemplates", claims.values());
        values.putIfAny("statefulset", own);
        return pod;
    }

    private Mapping cronJob(Fields spec, Mapping values) {
        var own = new Mapping();
        copies.put(own, "schedule", spec.take("schedule"));
        copies.put(own, "timeZone", spec.take("timeZone"));
        spec.putUnless("Forbid", "concurrencyPolicy", "Allow", own, "concurrencyPolicy");
        spec.putUnless(false, "suspend", false, own, "suspend");
        spec.putUnless(30, "startingDeadlineSeconds", 30, own, "startingDeadlineSeconds");
        spec.putUnless(1, "successfulJobsHistoryLimit", 1, own, "successfulJobsHistory");
        spec.putUnless(1, "failedJobsHistoryLimit", 1, own, "failedJobsHistory");
        Fields template = spec.below("jobTemplate");
        Fields job = template.below("spec");
        job.putUnless(6, "backoffLimit", 6, own, "backoffLimit");
        for (String key : new String[] {"activeDeadlineSeconds", "ttlSecondsAfterFinished", "parallelism"}) {
            amount(job, key, own, key);
        }
        values.put("cronjob", own);
        Mapping pod = pod(job, new VolumeClaims());
        template.refuseRest();
        spec.refuseRest();
        return pod;
    }

    /** What is said of the pods. */
    private Mapping pod(Fields spec, VolumeClaims claims) {
        spec.take("selector");
        Fields template = spec.below("template");
        Fields metadata = template.below("metadata");
        var options = new Mapping();
        copies.put(options, "annotations", metadata.mapping("annotations"));
        Mapping labels = Labels.beyond(metadata.mapping("labels"), release.name());
        options.putIfAny("labels", copies.plain(labels));
        metadata.refuseRest();
        Mapping values = new PodValues(release, persistence, claims, identifier).of(template.below("spec"), options);
        template.refuseRest();
        spec.refuseRest();
        return values;
    }
}
