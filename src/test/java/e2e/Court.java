package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.KubernetesApi.Answer;
import espalier.tree.Mapping;
import features.YamlJudges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes every mistake at every place of a kind's objects, once, and hears the compiler and an API server about it. */
final class Court {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesApi api;
    private final List<Judged> judged = new ArrayList<>();
    private final Map<String, ObjectNode> right = new LinkedHashMap<>();
    private final Set<Judged> changeable = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> unknownKinds = new TreeSet<>();

    Court(KubernetesApi api) {
        this.api = api;
    }

    List<Judged> judged() {
        return judged;
    }

    Set<String> unknownKinds() {
        return unknownKinds;
    }

    /** Judges the objects of a cluster, none of which the server has. */
    void judge(CompilerVerdicts compiler) {
        List<Mapping> objects = compiler.objects();
        objects.forEach(this::makeNamespace);
        for (int i = 0; i < objects.size(); i++) {
            Mapping object = objects.get(i);
            String kind = object.text("apiVersion") + " " + object.text("kind");
            if (!api.knows(object.text("apiVersion"), object.text("kind"))) {
                unknownKinds.add(kind);
                continue;
            }
            Answer asItIs = api.dryRun(json(object));
            assertThat(asItIs.ok()).as(kind + ": " + asItIs.message()).isTrue();
            // Two clusters may have an object of one name; the server will have the first.
            boolean stays = right.putIfAbsent(api.path(json(object)), json(object)) == null;
            for (Site site : Site.of(object)) {
                for (Mistake mistake : Mistake.values()) {
                    Mapping wrong = object.copy();
                    if (mistake.make(wrong, site) && seen.add(kind + site.pattern() + mistake)) {
                        CompilerVerdicts.Verdict findings = compiler.verdict(i, site, mistake);
                        var verdict =
                                new Judged(kind, site, mistake, json(wrong), findings, api.dryRun(json(wrong)), null);
                        judged.add(verdict);
                        if (stays && !verdict.refused()) {
                            changeable.add(verdict);
                        }
                    }
                }
            }
        }
    }

    private void makeNamespace(Mapping object) {
        String namespace = object.child("metadata").text("namespace");
        if (namespace != null && !api.get("v1", "Namespace", "", namespace).ok()) {
            String yaml = "{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}";
            api.apply(KubernetesApi.objects(yaml).get(0), "e2e").expectSuccess();
        }
    }

    /** Makes the objects as they should be, and asks about those wrong ones again that were fine as new ones. */
    void judgeChanges() {
        // Not all of two clusters fits into one: a port of the nodes is given once.
        right.values()
                .removeIf(object -> !api.apply(object, "kustomize-controller").ok());
        changeable.removeIf(each -> !right.containsKey(api.path(each.object())));
        judged.replaceAll(each -> changeable.contains(each) ? each.changed(api.dryRun(each.object())) : each);
    }

    private static ObjectNode json(Mapping object) {
        return JSON.valueToTree(YamlJudges.content(object));
    }
}
