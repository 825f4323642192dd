package nutshell.vulnerabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nutshell.packages.Distribution;
import nutshell.packages.InstalledPackage;
import nutshell.packages.Inventory;
import nutshell.packages.Packaging;
import org.junit.jupiter.api.Test;

/** The bill of materials, held to the schema that CycloneDX publishes in its own library. */
class SbomTest {

    private static final String PUBLISHED = "http://cyclonedx.org/schema/";

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V7,
                    builder -> builder.schemaMappers(mappers -> mappers.mapPrefix(PUBLISHED, "classpath:/")))
            .getSchema(
                    SchemaLocation.of(PUBLISHED + "bom-1.6.schema.json"),
                    SchemaValidatorsConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build());

    private static final Inventory INVENTORY = new Inventory(
            Optional.of(new Distribution("debian", "12", "Debian GNU/Linux 12 (bookworm)", List.of())),
            List.of(
                    new InstalledPackage(
                            Packaging.DPKG,
                            "libstdc++6",
                            "12.2.0-14+deb12u1",
                            "gcc-12",
                            "12.2.0-14+deb12u1",
                            "amd64",
                            "var/lib/dpkg/status"),
                    new InstalledPackage(
                            Packaging.DPKG, "tar", "1:1.34~x", "tar", "1:1.34~x", "amd64", "var/lib/dpkg/status"),
                    new InstalledPackage(
                            Packaging.RPM,
                            "openssl-libs",
                            "1:3.0.7-27.el9",
                            "openssl",
                            "1:3.0.7-27.el9",
                            "x86_64",
                            "db"),
                    new InstalledPackage(
                            Packaging.JAVA,
                            "org.apache.struts:struts2-core",
                            "2.3.31",
                            "s",
                            "2.3.31",
                            "",
                            "srv/\u001b[31m.war"),
                    new InstalledPackage(
                            Packaging.JAVA,
                            "org.apache.struts:struts2-core",
                            "2.3.31",
                            "s",
                            "2.3.31",
                            "",
                            "srv/other.war")),
            List.of("var/lib/rpm/Packages: rpm's database is in Berkeley DB"));

    private static List<String> faults(Object document) throws JsonProcessingException {
        return SCHEMA.validate(new ObjectMapper().writeValueAsString(document), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void fits_the_published_schema() throws JsonProcessingException {
        assertEquals(List.of(), faults(Sbom.of("image.tar", INVENTORY)));
        assertEquals(List.of(), faults(Sbom.of("empty", new Inventory(Optional.empty(), List.of(), List.of()))));
    }

    @Test
    void the_schema_refuses_what_does_not_fit() throws JsonProcessingException {
        Map<String, Object> broken = Sbom.of("image.tar", INVENTORY);
        broken.put("components", List.of(Map.of("type", "nonsense", "name", "x")));

        assertFalse(faults(broken).isEmpty());
    }

    /** As package-url/purl-spec has it: what is not a letter, digit or one of .-_~ is written by its number. */
    @Test
    @SuppressWarnings("unchecked")
    void names_packages_as_others_do() {
        List<Map<String, Object>> components = (List<Map<String, Object>>)
                Objects.requireNonNull(Sbom.of("image.tar", INVENTORY).get("components"));

        assertEquals(
                List.of(
                        "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12",
                        "pkg:deb/debian/tar@1%3A1.34~x?arch=amd64&distro=debian-12",
                        "pkg:rpm/debian/openssl-libs@3.0.7-27.el9?arch=x86_64&distro=debian-12&epoch=1",
                        "pkg:maven/org.apache.struts/struts2-core@2.3.31",
                        "pkg:maven/org.apache.struts/struts2-core@2.3.31"),
                components.stream().map(component -> component.get("purl")).toList());
    }
}
