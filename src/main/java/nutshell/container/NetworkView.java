package nutshell.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.kernel.Kernel;
import nutshell.kernel.NetlinkSocket;
import nutshell.network.Link;
import nutshell.network.LinkAddress;
import nutshell.network.LinkRequest;
import nutshell.network.Message;
import nutshell.network.NetlinkProtocol;
import nutshell.network.Prefix;
import nutshell.network.Request;
import nutshell.network.Route;

/** What a network namespace holds, as the kernel tells a thread that is in it. */
public record NetworkView(List<Link> links, List<LinkAddress> addresses, List<Route> routes) {

    /** The namespace in which this kernel's calls are made. */
    public static NetworkView of(Kernel kernel) {
        try (NetlinkSocket socket = kernel.quietNetlink(NetlinkProtocol.ROUTE)) {
            return new NetworkView(
                    all(socket, LinkRequest.all(), Link::of),
                    all(socket, LinkAddress.all(), LinkAddress::of),
                    all(socket, Route.all(), Route::of));
        }
    }

    private static <T> List<T> all(NetlinkSocket socket, Request request, Function<Message, Optional<T>> reader) {
        return socket.look(request).stream()
                .flatMap(message -> reader.apply(message).stream())
                .toList();
    }

    /** By each interface's name, whether it is up, what it is plugged into, and its addresses. */
    public Map<String, String> interfaces() {
        Map<String, String> interfaces = new TreeMap<>();
        links.forEach(link -> interfaces.put(link.name(), state(link)));
        return interfaces;
    }

    private String state(Link link) {
        Stream<String> plugged = link.master().map(this::name).map(name -> "in " + name).stream();
        // An address that IPv6 makes up by itself comes a moment later and means nothing beyond the cable.
        Stream<String> own = addresses.stream()
                .filter(address -> address.index() == link.index())
                .filter(address -> !address.prefix().address().isLinkLocalAddress())
                .map(address -> address.prefix().toString());
        return Stream.of(Stream.of(link.up() ? "up" : "down"), plugged, own)
                .flatMap(Function.identity())
                .collect(Collectors.joining(" "));
    }

    /** The routes beyond the interfaces' own networks, as ip-route(8) writes them. */
    public List<String> gateways() {
        return routes.stream()
                .filter(route -> route.via().isPresent())
                .map(route -> "%s via %s dev %s"
                        .formatted(
                                route.to().map(Object::toString).orElse("default"),
                                route.via().map(Prefix::text).orElse("?"),
                                route.link().map(this::name).orElse("?")))
                .toList();
    }

    private String name(int index) {
        return links.stream()
                .filter(link -> link.index() == index)
                .findFirst()
                .map(Link::name)
                .orElse("?");
    }
}
