package infra;

import espalier.Text;

/**
 * A bucket of whatever speaks S3.
 *
 * @param endpoint the URL of the service, as {@code https://s3.us-west-004.backblazeb2.com}
 * @param region as the service calls it
 * @param name the bucket's name
 */
public record S3(Text endpoint, String region, Text name) {
    /** A bucket outside of the cluster. */
    public S3(String endpoint, String region, String name) {
        this(Text.of(endpoint), region, Text.of(name));
    }

    /** Which machine the endpoint names; empty where it is no URL. */
    public String host() {
        String url = endpoint.text();
        int start = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : url.length();
        int end = start;
        while (end < url.length() && url.charAt(end) != '/' && url.charAt(end) != ':') {
            end++;
        }
        return url.substring(start, end);
    }
}
