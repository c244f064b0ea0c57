package espalier.cel;

/** What Kubernetes 1.33 adds to CEL. Facts from {@code k8s.io/apiserver/pkg/cel/library}. */
final class KubernetesFunctions {
    static final Library LIBRARY = new Library();

    static {
        ListFunctions.addTo(LIBRARY);
        TextFunctions.addTo(LIBRARY);
        QuantityFunctions.addTo(LIBRARY);
        AddressFunctions.addTo(LIBRARY);
        UrlFunctions.addTo(LIBRARY);
        FormatFunctions.addTo(LIBRARY);
        SemverFunctions.addTo(LIBRARY);
    }

    private KubernetesFunctions() {}
}
