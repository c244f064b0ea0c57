package espalier.cli;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.live.Deadline;
import espalier.live.FluxKind;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Operations;
import espalier.live.Workload;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.secrets.KeyName;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Lets begin anew what reads Secrets, in the order in which Flux brings it: servers before their clients. What runs is looked up
 * on the cluster, since of charts only that tells; the order is git's.
 */
final class Restart {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private final LiveCluster cluster;
    private final Order order;
    private final List<Object> steps = new ArrayList<>();
    private final Map<String, String> left = new LinkedHashMap<>();

    /** @param readers what reads {@code changed}, in its order */
    Restart(LiveCluster cluster, Order order, List<KubernetesObject> readers, Set<KeyName> changed)
            throws LiveException {
        this.cluster = cluster;
        this.order = order;
        List<Workload> running = running(changed);
        for (KubernetesObject reader : readers) {
            take(reader, running);
        }
        steps.addAll(running); // nobody in git names them
    }

    private List<Workload> running(Set<KeyName> changed) throws LiveException {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (KeyName key : changed) {
            names.computeIfAbsent(key.secret().namespace(), namespace -> new LinkedHashSet<>())
                    .add(key.secret().name());
        }
        var running = new ArrayList<Workload>();
        for (Map.Entry<String, Set<String>> secrets : names.entrySet()) {
            for (Workload workload : cluster.workloads().in(secrets.getKey())) {
                if (workload.secrets().stream().anyMatch(secrets.getValue()::contains)) {
                    running.add(workload);
                }
            }
        }
        return running;
    }

    private void take(KubernetesObject reader, List<Workload> running) {
        Identity identity = reader.identity();
        if (WORKLOADS.contains(identity.kind())) {
            for (Workload workload : List.copyOf(running)) {
                if (workload.kind().equals(identity.kind())
                        && workload.namespace().equals(identity.namespace())
                        && workload.name().equals(identity.name())) {
                    steps.add(workload);
                    running.remove(workload);
                }
            }
        } else if (identity.kind().equals("HelmRelease")) {
            if (readsValues(reader)) {
                steps.add(reader);
            }
            for (Workload workload : List.copyOf(running)) {
                if (workload.release().equals(identity.name())) {
                    steps.add(workload);
                    running.remove(workload);
                }
            }
        } else if (identity.kind().equals("Job") || identity.kind().equals("Kustomization")) {
            steps.add(reader);
        } else if (identity.kind().equals("CronJob")) {
            left.put(identity.toString(), "at its next run");
        } else {
            left.put(identity.toString(), "by itself");
        }
    }

    /** Whether Flux puts the value into those of the chart, and so has to do so again. */
    private static boolean readsValues(KubernetesObject release) {
        Mapping spec = release.body().mapping("spec");
        Sequence from = spec == null ? null : spec.sequence("valuesFrom");
        for (Value each : from == null ? new Sequence() : from) {
            if (each instanceof Mapping mapping && "Secret".equals(mapping.text("kind"))) {
                return true;
            }
        }
        return false;
    }

    /** What would be done with whom. */
    Map<String, String> planned() {
        Map<String, String> planned = new LinkedHashMap<>();
        for (Object step : steps) {
            planned.put(step.toString(), step instanceof KubernetesObject object ? how(object) : "restart");
        }
        planned.putAll(left);
        return planned;
    }

    private static String how(KubernetesObject object) {
        return object.kind().equals("Job") ? "run again" : "reconcile";
    }

    /** Does it, one after the other; gives what was not ready in time, at which it stopped. */
    List<String> run(Deadline deadline, BiConsumer<String, String> told) throws LiveException {
        for (Object step : steps) {
            boolean ready = step instanceof Workload workload
                    ? restart(workload, deadline)
                    : again((KubernetesObject) step, deadline);
            if (!ready) {
                return List.of(step.toString());
            }
            told.accept(step.toString(), step instanceof KubernetesObject object ? how(object) : "restarted");
        }
        left.forEach(told);
        return List.of();
    }

    private boolean restart(Workload workload, Deadline deadline) throws LiveException {
        cluster.workloads().restart(workload);
        return cluster.workloads().awaitRestarted(workload, deadline);
    }

    /** A Job ran once; gone, Flux makes it again, and it sets the new value. */
    private boolean again(KubernetesObject reader, Deadline deadline) throws LiveException {
        var flux = new Operations(cluster);
        if (!reader.kind().equals("Job")) {
            boolean isRelease = reader.kind().equals("HelmRelease");
            FluxKind kind = isRelease ? FluxKind.HELM_RELEASE : FluxKind.KUSTOMIZATION;
            return flux.reconciled(kind, reader.namespace(), reader.name(), deadline);
        }
        var applier = cluster.applier();
        Mapping job = Mapping.of("apiVersion", reader.apiVersion())
                .put("kind", reader.kind())
                .put("metadata", Mapping.of("name", reader.name()).put("namespace", reader.namespace()));
        if (applier.get(job) == null) {
            return true;
        }
        applier.delete(reader.apiVersion(), reader.kind(), reader.namespace(), reader.name());
        Unit unit = order.unitOf(reader);
        boolean known = unit != null && flux.request(FluxKind.KUSTOMIZATION, "flux-system", unit.name());
        return !known || applier.await(job, Restart::isComplete, deadline) != null;
    }

    private static boolean isComplete(Mapping job) {
        Mapping status = job.mapping("status");
        String succeeded = status == null ? null : status.text("succeeded");
        return job.mapping("metadata") != null
                && !job.child("metadata").has("deletionTimestamp")
                && succeeded != null
                && !succeeded.equals("0");
    }
}
