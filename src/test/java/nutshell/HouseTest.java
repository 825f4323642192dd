package nutshell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the arrows between the rooms of the house; a new room is entered here with what it may use. */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("nutshell");

    private static final List<String> JDK = List.of("java..", "org.jspecify..");
    private static final String JNR = "jnr..";
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String[] TERMINALS = {"picocli..", "org.jline.."};

    /** What each room may use beside the JDK and refusals; cli, the wiring, may use everything. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("refusals", List.of()),
            Map.entry("namespaces", List.of()),
            Map.entry("mounts", List.of()),
            Map.entry("cgroups", rooms("mounts")),
            Map.entry("capabilities", List.of()),
            Map.entry("landlock", List.of()),
            Map.entry("seccomp", and(rooms("content"), JACKSON)),
            Map.entry("network", List.of()),
            Map.entry(
                    "kernel",
                    and(rooms("namespaces", "mounts", "cgroups", "capabilities", "landlock", "network"), JNR)),
            Map.entry(
                    "container",
                    and(
                            rooms(
                                    "kernel",
                                    "namespaces",
                                    "mounts",
                                    "cgroups",
                                    "capabilities",
                                    "landlock",
                                    "seccomp",
                                    "network",
                                    "rootfs"),
                            "jnr.constants..")),
            Map.entry("rootfs", List.of("org.apache.commons.compress..", "com.github.luben..", JACKSON)),
            Map.entry("content", List.of("org.commonmark..", "org.snakeyaml.engine..")),
            Map.entry(
                    "labs",
                    Stream.of(
                                    rooms("container", "kernel", "content", "namespaces", "mounts"),
                                    List.of(JACKSON, "jnr.constants.."))
                            .flatMap(List::stream)
                            .toList()),
            Map.entry(
                    "evidence",
                    and(
                            and(
                                    and(rooms("namespaces", "mounts", "cgroups", "capabilities"), JACKSON),
                                    "org.snakeyaml.engine.."),
                            "javax.net.ssl..")),
            Map.entry("images", and(rooms("rootfs", "evidence", "capabilities"), JACKSON)),
            Map.entry("gate", and(rooms("images", "rootfs", "evidence"), JACKSON)),
            Map.entry("packages", List.of()),
            Map.entry("distribution", and(and(rooms("rootfs"), "org.apache.commons.compress.."), JACKSON)),
            Map.entry(
                    "vulnerabilities",
                    Stream.of(
                                    rooms("packages", "images", "rootfs", "evidence"),
                                    List.of(JACKSON, "us.springett.cvss.."))
                            .flatMap(List::stream)
                            .toList()),
            Map.entry("checklist", and(rooms("evidence", "content"), JACKSON)),
            Map.entry("fleet", and(rooms("checklist"), JACKSON)),
            Map.entry("report", rooms("checklist", "fleet", "content")),
            Map.entry("inspect", rooms("evidence", "namespaces", "mounts", "cgroups", "capabilities")),
            Map.entry(
                    "capture",
                    and(
                            rooms(
                                    "evidence",
                                    "inspect",
                                    "container",
                                    "namespaces",
                                    "mounts",
                                    "cgroups",
                                    "capabilities"),
                            JACKSON)),
            Map.entry("doctor", rooms("content", "machine", "namespaces", "mounts", "cgroups", "capabilities")),
            Map.entry("machine", List.of()),
            Map.entry(
                    "serve",
                    Stream.of(
                                    rooms("container", "kernel", "machine", "content"),
                                    List.of(JACKSON, "org.eclipse.jetty.."))
                            .flatMap(List::stream)
                            .toList()),
            Map.entry(
                    "why",
                    and(
                            rooms("container", "kernel", "namespaces", "mounts", "cgroups", "capabilities", "seccomp"),
                            "jnr.constants..")),
            Map.entry(
                    "escapes",
                    and(
                            rooms(
                                    "container",
                                    "kernel",
                                    "rootfs",
                                    "namespaces",
                                    "mounts",
                                    "cgroups",
                                    "capabilities",
                                    "landlock",
                                    "seccomp"),
                            "jnr.constants..")),
            Map.entry("drift", and(rooms("kernel", "evidence", "namespaces", "mounts"), "jnr.constants..")),
            Map.entry("bench", rooms("container", "escapes", "drift", "kernel", "rootfs", "cgroups", "capabilities")));

    static Stream<String> rooms() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_uses_only_what_it_may(String room) {
        String[] allowed = Stream.of(JDK, rooms("refusals", room), MAY_USE.getOrDefault(room, List.of()))
                .flatMap(List::stream)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .check(HOUSE);
    }

    @Test
    void every_room_has_its_arrows() {
        Set<String> rooms = HOUSE.stream()
                .map(type -> type.getPackageName().split("\\.", -1)[1])
                .collect(Collectors.toSet());
        rooms.remove("cli");
        assertEquals(MAY_USE.keySet(), rooms);
    }

    @Test
    void nobody_uses_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside("cli"))
                .check(HOUSE);
    }

    @Test
    void only_the_kernel_room_touches_native_code() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("kernel"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jnr.ffi..")
                .check(HOUSE);
    }

    @Test
    void terminals_are_for_the_command_line_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TERMINALS)
                .check(HOUSE);
    }

    @Test
    void only_the_command_line_prints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("cli"))
                .should(ACCESS_STANDARD_STREAMS)
                .check(HOUSE);
    }

    @Test
    void nobody_logs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.lang.System$Logger")
                .check(HOUSE);
    }

    @Test
    void no_arrows_go_in_circles() {
        slices().matching("nutshell.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void every_package_says_what_may_be_null() {
        classes().should(liveInANullMarkedPackage()).check(HOUSE);
    }

    /** Only so may the machine ring in the lab machine leave jqwik's engine out. */
    @Test
    void properties_belong_to_the_plain_ring() {
        methods()
                .that()
                .areAnnotatedWith(Property.class)
                .should()
                .beDeclaredInClassesThat()
                .areNotAnnotatedWith(Tag.class)
                .andShould()
                .notBeAnnotatedWith(Tag.class)
                .andShould()
                .notBeAnnotatedWith(net.jqwik.api.Tag.class)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("nutshell"));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        };
    }

    private static List<String> rooms(String... names) {
        return Arrays.stream(names).map(HouseTest::inside).toList();
    }

    private static List<String> and(List<String> rooms, String library) {
        return Stream.concat(rooms.stream(), Stream.of(library)).toList();
    }

    private static String inside(String room) {
        return "nutshell." + room + "..";
    }
}
