package nutshell.vulnerabilities;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nutshell.packages.Distribution;
import nutshell.packages.InstalledPackage;
import nutshell.packages.Inventory;

/** What is installed, as a bill of materials in the form of CycloneDX 1.6. */
public final class Sbom {

    private Sbom() {}

    public static Map<String, Object> of(String name, Inventory inventory) {
        Map<String, Object> sbom = new LinkedHashMap<>();
        sbom.put("bomFormat", "CycloneDX");
        sbom.put("specVersion", "1.6");
        sbom.put("serialNumber", "urn:uuid:" + UUID.randomUUID());
        sbom.put("version", 1);
        sbom.put("metadata", metadata(name, inventory));
        sbom.put(
                "components",
                inventory.packages().stream()
                        .map(installed -> component(installed, inventory))
                        .distinct()
                        .toList());
        return sbom;
    }

    private static Map<String, Object> metadata(String name, Inventory inventory) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.put("tools", Map.of("components", List.of(Map.of("type", "application", "name", "nutshell"))));
        metadata.put("component", Map.of("type", "container", "name", name, "bom-ref", "target"));
        if (!inventory.unread().isEmpty()) {
            metadata.put(
                    "properties",
                    inventory.unread().stream()
                            .map(unread -> Map.of("name", "nutshell:not-known", "value", unread))
                            .toList());
        }
        return metadata;
    }

    private static Map<String, Object> component(InstalledPackage installed, Inventory inventory) {
        String purl = purl(installed, inventory);
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("bom-ref", purl + "#" + installed.where());
        int colon = installed.name().indexOf(':');
        if (colon > 0) {
            component.put("group", installed.name().substring(0, colon));
        }
        component.put("name", installed.name().substring(colon + 1));
        component.put("version", installed.version());
        component.put("purl", purl);
        component.put(
                "properties",
                List.of(
                        Map.of("name", "nutshell:where", "value", installed.where()),
                        Map.of("name", "nutshell:source", "value", installed.source())));
        return component;
    }

    /** See package-url/purl-spec: {@code pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12}. */
    private static String purl(InstalledPackage installed, Inventory inventory) {
        String version = escaped(installed.version());
        return switch (installed.packaging()) {
            case DPKG -> system("deb", "debian", installed, inventory);
            case APK -> system("apk", "alpine", installed, inventory);
            case RPM -> system("rpm", "redhat", installed, inventory);
            case JAVA -> "pkg:maven/" + escaped(installed.name()).replace("%3A", "/") + "@" + version;
        };
    }

    private static String system(String type, String otherwise, InstalledPackage installed, Inventory inventory) {
        String distribution = inventory.distribution().map(Distribution::id).orElse(otherwise);
        String release = inventory.distribution().map(Distribution::version).orElse("");
        StringBuilder purl = new StringBuilder("pkg:%s/%s/%s@%s"
                .formatted(
                        type,
                        escaped(distribution),
                        escaped(installed.name()),
                        escaped(withoutEpoch(type, installed))));
        String separator = "?";
        if (!installed.architecture().isEmpty()) {
            purl.append(separator).append("arch=").append(escaped(installed.architecture()));
            separator = "&";
        }
        if (!release.isEmpty()) {
            purl.append(separator).append("distro=").append(escaped(distribution + "-" + release));
            separator = "&";
        }
        int colon = installed.version().indexOf(':');
        if (type.equals("rpm") && colon > 0) {
            purl.append(separator)
                    .append("epoch=")
                    .append(escaped(installed.version().substring(0, colon)));
        }
        return purl.toString();
    }

    /** Of rpm's versions the epoch stands behind the question mark. */
    private static String withoutEpoch(String type, InstalledPackage installed) {
        String version = installed.version();
        return type.equals("rpm") ? version.substring(version.indexOf(':') + 1) : version;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
