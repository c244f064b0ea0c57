package espalier.live;

import espalier.doctor.Right;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What Flux has on a cluster that runs, and what it is asked to do. */
final class LiveFlux {
    /** Under which name the API server notes what is changed here. */
    static final String MANAGER = "espalier";

    private final KubernetesClient client;
    private final Questions questions;

    LiveFlux(KubernetesClient client, Questions questions) {
        this.client = client;
        this.questions = questions;
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(FluxKind kind) {
        return client.genericKubernetesResources(kind.context());
    }

    /** All objects of {@code kinds}, in all namespaces; a kind that the cluster does not serve has none. */
    List<FluxObject> list(FluxKind... kinds) throws LiveException {
        var objects = new ArrayList<FluxObject>();
        for (FluxKind kind : kinds) {
            for (GenericKubernetesResource resource : ask(kind, "list", () -> items(kind))) {
                objects.add(new FluxObject(kind, resource));
            }
        }
        return FluxObject.sorted(objects);
    }

    private List<GenericKubernetesResource> items(FluxKind kind) {
        try {
            return of(kind).inAnyNamespace().list().getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return List.of();
            }
            throw e;
        }
    }

    /** The object, or null where there is none. */
    @Nullable
    FluxObject get(FluxObject.Reference reference) throws LiveException {
        GenericKubernetesResource resource = ask(
                reference.kind(),
                "get",
                () -> of(reference.kind())
                        .inNamespace(reference.namespace())
                        .withName(reference.name())
                        .get());
        return resource == null ? null : new FluxObject(reference.kind(), resource);
    }

    /** Asks Flux to look at the object now; gives the request's name, which the object's status repeats when it has. */
    String request(FluxObject.Reference reference) throws LiveException {
        String now = Instant.now().toString();
        String merge = "{\"metadata\":{\"annotations\":{\"" + FluxObject.REQUESTED + "\":\"" + now + "\"}}}";
        patch(reference, merge, MANAGER);
        return now;
    }

    /** Stops the object, or lets it go on. */
    void suspend(FluxObject.Reference reference, boolean suspended) throws LiveException {
        String merge = "{\"spec\":{\"suspend\":" + (suspended ? "true" : "null") + "}}";
        patch(reference, merge, FluxObject.SUSPENDER);
    }

    private void patch(FluxObject.Reference reference, String merge, String manager) throws LiveException {
        ask(
                reference.kind(),
                "patch",
                () -> of(reference.kind())
                        .inNamespace(reference.namespace())
                        .withName(reference.name())
                        .patch(merging(manager), merge));
    }

    static PatchContext merging(String manager) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(manager)
                .build();
    }

    /**
     * Follows all objects of {@code kind}. A connection that drops and a watch that expires are begun anew, by the client.
     *
     * @param told of each object as it is now, and whenever it changes, on a thread of the client's; also when the API server
     *     does not let this user see them, which no waiting changes
     */
    SharedIndexInformer<GenericKubernetesResource> follow(FluxKind kind, Consumer<Change> told) {
        SharedIndexInformer<GenericKubernetesResource> informer =
                of(kind).inAnyNamespace().runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource resource) {
                told.accept(Change.of(new FluxObject(kind, resource)));
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource resource) {
                told.accept(Change.of(new FluxObject(kind, resource)));
            }

            @Override
            public void onDelete(GenericKubernetesResource resource, boolean unknown) {
                told.accept(Change.gone(new FluxObject(kind, resource)));
            }
        });
        var refusal = new Refusal();
        informer.exceptionHandler((started, thrown) -> {
            KubernetesClientException answer = LiveException.answer(thrown);
            if (answer != null && refusal.isMeant(answer.getCode())) {
                told.accept(Change.refused(questions.meant(answer, right(kind, "watch"))));
                return false;
            }
            return true; // it goes on trying; the command has its own time-out
        });
        informer.start();
        return informer;
    }

    private static Right right(FluxKind kind, String verb) {
        return new Right(kind.group(), kind.plural(), verb);
    }

    private <T> T ask(FluxKind kind, String verb, Supplier<T> question) throws LiveException {
        return questions.ask(question, right(kind, verb));
    }
}
