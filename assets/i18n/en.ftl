### Everything the page says, in English. Lessons and scenarios carry their own words.

app-title = Anycast Lab
loading = The Internet is being built and is settling…
skip-to-content = Skip to the list of PoPs

## The bar on top

language-switch = 中文
language-switch-label = 用中文显示
free-play = Free play

## Panels

tab-lesson = Lesson
tab-routes = Inspect
tab-pops = PoPs
tab-log = Log
tab-glass = Looking glass
panels = Panels

## The first minute

welcome-title = One address, many cities
welcome-body = Every PoP on this map announces the same prefix, { $prefix }. Nobody assigns clients to PoPs: routers choose, one by one, and BGP spreads what they chose. The Internet here is simulated, message by message; cities and distances are real.
welcome-try = Try this
welcome-question = Which city answers Tokyo?
welcome-step-1 = Click Tokyo’s PoP on the map, and withdraw its route.
welcome-step-2 = Watch the UPDATEs travel (▽ withdraws, △ announces) and the clients change colour.
welcome-step-3 = Click any router on the way, and read why it chose what it chose.
welcome-select = Show me Tokyo
welcome-oddity = Something odd
welcome-oddity-body = { $client } is served by { $node }, although { $nearest } is much nearer. Who decided that?
welcome-oddity-select = Find out
worlds-title = Worlds
worlds-here = you are here
welcome-engineers = For those who know routers
welcome-engineers-body = Every router here has a looking glass: show bgp, ping, traceroute. Ctrl+` opens it, Tab completes.

## Time

transport = Time
transport-play = Play
transport-pause = Pause
transport-step = One event
transport-skip = To convergence
transport-skip-stop = Stop here
transport-speed = Speed
transport-undo = Undo
transport-restart = Start over
clock = Simulated time
status-oscillating = BGP oscillates
status-converged = BGP has converged
status-converging = { $flying ->
    [one] { $flying } UPDATE under way
   *[other] { $flying } UPDATEs under way
}
status-waiting = MRAI timers hold back { $held ->
    [one] { $held } route
   *[other] { $held } routes
}
status-clocks = BGP’s clocks are running
status-settling = On the way to convergence: { $events } events
status-lagging = Too many events: the clock lags

## The log

log-title = What happened
log-empty = Nothing yet. Do something to a PoP, a link or a client, and read here what comes of it.
list-separator = ,{ " " }
list-and-more = { $named } and { $more } more
did-announce = { $node } announces { $prefix }.
did-withdraw = { $node } withdraws { $prefix }.
did-prepend = { $times ->
    [0] { $node } announces without prepending.
    [one] { $node } prepends its AS number once.
   *[other] { $node } prepends its AS number { $times } times.
}
did-prepend-toward = { $times ->
    [0] { $node } announces to { $neighbor } without prepending.
    [one] { $node } prepends its AS number once towards { $neighbor }.
   *[other] { $node } prepends its AS number { $times } times towards { $neighbor }.
}
did-fail-link = The link { $link } fails.
did-fail-link-silently = The link { $link } carries nothing any more, and neither of its routers notices.
did-restart-bgp = BGP on { $router } restarts, and is back in { $time }.
did-restore-link = The link { $link } is repaired.
did-fail-pop = The PoP { $node } goes dark.
did-restore-pop = The PoP { $node } comes back.
did-fail-session = The session { $session } is switched off.
did-restore-session = The session { $session } is switched on.
did-set-rules = { $router } changes its rules for the session { $session }.
did-leak = { $network } leaks: it tells every neighbour everything.
did-leak-toward = { $network } leaks: it tells { $neighbor } everything.
did-stop-leak = { $network } leaks no more.
did-stop-leak-toward = { $network } leaks no more to { $neighbor }.
did-hijack = { $router } hijacks { $prefix }: it announces what belongs to others.
did-hijack-more-specific = { $router } hijacks { $prefix }: it announces a longer prefix inside.
did-hijack-forged-origin = { $router } hijacks { $prefix }: it pretends to lead to the rightful origin.
did-end-hijack = { $router } gives up its hijack of { $prefix }.
did-publish-roa = { $asn ->
    [0] A ROA is published: no AS may originate { $prefixes }.
   *[other] A ROA is published: AS { $asn } may originate { $prefixes }.
}
did-revoke-roa = { $asn ->
    [0] The ROA by which no AS may originate { $prefixes } is revoked.
   *[other] The ROA by which AS { $asn } may originate { $prefixes } is revoked.
}
roa-up-to = { $prefix } and its parts up to /{ $length }
did-drain = The PoP { $node } is drained: it asks its neighbours to avoid it (GRACEFUL_SHUTDOWN).
did-undrain = The PoP { $node } is in service again.
did-set-communities = { $node } announces with the communities { $communities }.
did-clear-communities = { $node } announces without communities.
did-start-flood = A flood begins: { $botnet } sends { $kind } at { $rate } to { $target }{ $spoofed ->
    [0] .
   *[other] , with forged source addresses.
}
did-stop-flood = The flood “{ $flood }” ends.
did-scrub = { $node } sends what comes in through its scrubber.
did-stop-scrub = { $node } no longer scrubs what comes in.
did-set-capacity = { $node } can now answer { $rate }.
did-steer = { $node } withdraws its prefix from { $neighbor } alone.
did-stop-steer = { $node } announces its prefix to { $neighbor } again.
did-set-automation = From now on each node of { $service } withdraws by itself after { $time } above { $percent } % of its capacity{ $hysteresis ->
    [0] , and returns as soon as its own load is low.
   *[other] , and returns once the whole service is below { $below } % for { $hold }.
}
did-end-automation = The nodes of { $service } no longer withdraw by themselves.
flood-udp-reflection = reflected UDP answers
flood-syn = TCP SYNs
flood-http = HTTP requests
did-send-packet = { $client } sends a packet to { $address }.
did-ping = { $client } pings { $address }.
did-traceroute = { $client } traces the way to { $address }.
did-query-id-server = { $client } asks { $address } which server it is (id.server).
did-start-session = { $client } opens the { $kind } session “{ $session }” with { $address }.
did-stop-session = The session “{ $session }” is stopped.
did-fail-server = Server { $server } in { $node } fails, and forgets all it knew.
did-restore-server = Server { $server } in { $node } comes back.
did-set-balancer = { $node } now chooses its servers by { $how }.
did-set-per-packet = { $node } now sends each packet to another server.
did-set-per-flow = { $node } now sends all packets of a flow to one server.
balancer-ecmp = plain ECMP (hash modulo the servers in service)
balancer-resilient = resilient hashing
balancer-layer4 = a layer-4 balancer
news-echo-replied = { $router } replied to { $client }: { $time } there and back, { $there } there and { $back } back.
news-hop = Hop { $hop }: { $router }, { $time }.
news-hop-silent = Hop { $hop }: no answer (*).
news-probe-silent = No answer within { $time }.
news-expired = The TTL ran out at { $router }, and it says so ({ $time }): the way there is a loop.
news-unreachable = { $router } says: host unreachable. None of its servers is in service.
news-id-server = Server { $server } in { $node } answered { $client }: { $time }.
news-session-opened = Server { $server } in { $node } answers the session “{ $session }”.
news-session-migrated = The session “{ $session }” moves to the address of server { $server } in { $node } alone, and no longer depends on where the service’s routes lead.
news-session-over = { $count ->
    [one] The session { $sessions } is over, as was wanted.
   *[other] The sessions { $sessions } are over, as was wanted.
}
news-session-lost = { $count ->
    [one] The session { $sessions } is lost: { $why }.
   *[other] The sessions { $sessions } are lost: { $why }.
}
lost-stopped = it was stopped, as was wanted
lost-route-moved = the route moved, and another PoP knew nothing of it
lost-server-changed = another server of the same PoP was chosen, which knew nothing of it
lost-per-packet = each packet goes to another server, which knew nothing of it
lost-timed-out = nothing came back for too long
lost-refused = no server was in service
news-server-out = The health checks of { $node } find server { $server } failed, and take it out of service.
news-server-back = The health checks of { $node } find server { $server } well, and put it into service.
news-why = Why?
news-moved = { $count ->
    [one] { $clients } now reaches { $after } (was { $before }).
   *[other] { $clients } now reach { $after } (were { $before }).
}
news-lost = { $count ->
    [one] { $clients } reaches nobody any more (was { $before }).
   *[other] { $clients } reach nobody any more (were { $before }).
}
news-found = { $count ->
    [one] { $clients } is answered again: by { $after }.
   *[other] { $clients } are answered again: by { $after }.
}
news-roa-refused = Origins are validated again: { $count ->
    [one] { $count } more route is refused as invalid.
   *[other] { $count } more routes are refused as invalid.
}
news-roa-accepted = Origins are validated again: { $count ->
    [one] { $count } route that was refused is accepted.
   *[other] { $count } routes that were refused are accepted.
}
news-roa-both = Origins are validated again: { $refused ->
    [one] { $refused } more route is refused as invalid
   *[other] { $refused } more routes are refused as invalid
}, and { $accepted ->
    [one] { $accepted } that was refused is accepted.
   *[other] { $accepted } that were refused are accepted.
}
news-sessions-up = { $count ->
    [one] { $count } BGP session came up.
   *[other] { $count } BGP sessions came up.
}
news-sessions-down = { $count ->
    [one] { $count } BGP session ended: { $why }.
   *[other] { $count } BGP sessions ended: { $why }.
}
down-unreachable = a link or router failed
down-shutdown = switched off
down-hold-time = the hold time expired
down-bfd = BFD detected a failure
down-restart = BGP restarts
news-lost-by-hold = { $router } has heard nothing from { $neighbor } for the whole hold time, and gives the session up.
news-lost-by-bfd = BFD on { $router } has heard nothing from { $neighbor } for its detection time, and the session ends.
news-stale = { $neighbor } was not back within its restart time: { $router } drops its stale routes.
news-damped = { $router } suppresses the route to { $prefix } from { $neighbor }: it flapped too often (penalty { $penalty }).
news-reused = { $router } uses the route to { $prefix } from { $neighbor } again: it has been quiet long enough.
news-overloaded = { $node } is asked for more than it can answer: { $percent } % of its capacity.
news-relieved = { $node } is no longer asked for more than it can answer.
news-withdrew-itself = { $node } withdraws by itself: it was asked for { $percent } % of its capacity for too long.
news-returned = { $node } announces again by itself.
news-answered = { $node } answered { $client }: { $time } there and back.
news-dropped = The packet of { $client } was dropped at { $router }: { $fate }.
news-converged = BGP converged after { $took }: { $updates ->
    [one] { $updates } UPDATE
   *[other] { $updates } UPDATEs
}, { $withdrawn } of them withdrawals. { $moved ->
    [0] No client network is served differently.
    [one] { $moved } client network is served differently now.
   *[other] { $moved } client networks are served differently now.
}
news-not-converged = BGP did not fall quiet within { $events } events. { $count ->
    [0] No router changed its mind lately.
   *[other] Still changing: { $routers }.
}
news-oscillating = BGP oscillates. Every { $period }, or { $events } events, routing is back in the same state, and it all begins again about { $prefixes } at { $routers }. It will never converge by itself.
refused-unknown = There is nothing called “{ $name }” here.
refused-already = “{ $name }” is in that state already.
refused-out-of-range = The number must lie between { $low } and { $high }, not { $value }.
refused-not-neighbor = “{ $neighbor }” is not a neighbour of “{ $node }”.
refused-internal = “{ $link }” lies inside a network; only a link between two networks can fail silently.
refused-rightful = { $router } announces { $prefix } by right; that is no hijack.
refused-no-address = “{ $client }” has no address of the family of { $address }.
refused-no-scrubber = { $node } has no scrubber.
refused-unspoofable = The flood “{ $flood }” cannot forge its source addresses: its handshakes would never be finished.
refused-past = That moment has passed already.

## The inspector

inspect-title = Inspector
inspect-empty = Select a PoP, a client, a router or a link on the map to look inside.
inspect-close = Back to all PoPs
more = Show all { $count }
fewer = Show fewer
people-millions = { $count } million
people-thousands = { $count } thousand

## A PoP

pop-kind = PoP (anycast node)
pop-announces = Announces { $prefix }.
pop-withdrawn = Withdrawn: announces nothing.
pop-dark = Dark: the PoP has failed.
state-announced = announced
state-withdrawn = withdrawn
state-dark = dark
pop-withdraw = Withdraw
pop-announce = Announce
pop-fail = Fail the PoP
pop-restore = Bring it back
pop-prepend = Prepend
pop-prepend-help = Extra copies of its AS number make the path look longer, and the PoP less attractive.
pop-catchment = Catchment
pop-people = people
pop-share = of all
pop-serves-nobody = No client network reaches this PoP.
pop-router = Its router

## A client network

client-bots = { $count } of its users’ machines belong to the botnet { $name }.
client-kind = Client network, { $people } people
client-served = Served by { $node }: { $distance } km away, { $time } there and back.
client-unserved = Nobody answers: { $fate }.
client-lost = Now { $share } of what its users send is lost on the way there: a link is full.
client-lost-there = Now { $share } of what its users send is lost there: { $node } is asked for more than it has room for.
client-lost-both = Now { $share } of what its users send is lost on the way there, where a link is full, and { $there } in { $node }, which is asked for more than it has room for.
client-nearer = { $distance ->
    [0] { $nearest } is in the same city.
   *[other] { $nearest } is only { $distance } km away.
} BGP knows no distances: look at the routers below, and find the one that chose otherwise.
client-why = Why not a nearer PoP?
client-why-lost = { $router } has a route over { $neighbor } that leads to { $node }, and did not choose it: { $reason }. The others follow.
client-why-none = No router of the networks on the way has a route that leads to { $nearest }: a network tells its neighbours only its best route, and only those that pay for it hear of every one.
client-why-ask = See how it chose
client-journey = The way of its packets, and of the answers
client-journey-help = At each router: the network it is of, the time since the query left, there and back, and the rule that decided.
client-send = Send a packet
client-choice = chose by: { $rule }
served-by-nobody = nobody

## A router

router-serves = Its packets reach
router-lost = Its packets reach no PoP: { $fate }.
router-down = This router is down.
router-links = Links
ladder-rule = Rule
ladder-out = out
ladder-won = decided
ladder-beside = used beside it
ladder-selected = selected
route-own = own
route-label = { $who } in { $place }
route-label-internal = { $who } over iBGP
rule-weight = Weight, highest
rule-local = Own before learned
rule-local-pref = Local preference, highest
rule-as-path = AS path, shortest
rule-origin = Origin, lowest
rule-med = MED, lowest
rule-peer-type = eBGP over iBGP
rule-igp-metric = Interior cost, lowest
rule-oldest = External route that came first
rule-router-id = Router ID, lowest
rule-cluster-list = Cluster list, shortest
rule-peer-addr = Peer address, lowest
value-own = own
value-learned = learned
value-best-before = best already
value-arrived = no. { $number } to come
value-none = none
verdict-none = BGP gives this router no route to this prefix.
verdict-own = What it announces itself is the only route: nothing to compare.
verdict-only = { $route } is the only route: nothing to compare.
verdict-wins = { $route } wins.
verdict-beside = as good as the best up to the rules that only break ties: used beside it
verdict-removed = Rule { $rule } removed { $losers }.
verdict-loser = { $routes } ({ $why })
verdict-not-needed = { $first ->
    [0] The other rules were not needed.
   *[other] Rules { $first } to { $last } were not needed.
}
why-weight = weight { $value } is lower than { $best }
why-local = learned, where an own route exists
why-local-pref = local preference { $value } is lower than { $best }
why-as-path = its AS path of { $value } is longer than { $best }
why-origin = origin { $value } ranks behind { $best }
why-med = MED { $value } is higher than { $best }
why-peer-type = learned by iBGP, where an eBGP route exists
why-igp-metric = interior cost { $value } is higher than { $best }: hot potato
why-oldest = it came later, and among external routes the earlier one stays
why-router-id = router ID { $value } is higher than { $best }
why-cluster-list = its cluster list of { $value } is longer than { $best }
why-peer-addr = peer address { $value } is higher than { $best }
aside = { $route } was never in the running: { $why }.
aside-own-as = its AS path holds this router’s own AS number, which would be a loop
aside-reflected = it was reflected back to where it came from
aside-next-hop = its next hop cannot be reached
aside-denied = import rule { $number } denies it
aside-denied-named = import rule { $number } denies it: { $name }
aside-too-long = its prefix is too long: /{ $length }, where at most /{ $most } is accepted
aside-damped = it flapped too often and is damped
aside-no-policy = no policy is set for this neighbour (RFC 8212)
aside-origin-invalid = its origin is invalid: a ROA says another AS, or a shorter prefix
aside-leak = it is a leak: the Only to Customer attribute says it must only go down
relation-customer = customer
relation-peer = peer
relation-provider = provider
relation-internal = same network
relation-unrelated = neighbour
kind-operator = runs the anycast service
kind-transit = sells transit across continents
kind-regional = sells transit in a region
kind-access = has users
kind-resolver = answers DNS queries for anybody
kind-origin = holds origin servers
kind-cdn = delivers other people’s content (a third-party CDN)
fate-delivered = delivered
fate-no-route = no route
fate-ttl-expired = lost in a forwarding loop (TTL expired)
fate-link-down = a link on the way failed
fate-blackholed = a router drops everything to it, as was asked by BLACKHOLE
fate-hijacked = it fell into the hands of a router that announces its address and does not have it: a hijack, or a slip
fate-overloaded = a link or PoP on the way is asked for more than it has room for
fate-server-down = it was for a server that has failed, which nobody had noticed yet
fate-no-server = no server was in service

rib-prefix = Routes to
rib-in = Adj-RIB-In: what neighbours tell
rib-in-brief = { $received ->
    [one] { $received } route received
   *[other] { $received } routes received
}{ $refused ->
    [0] {""}
   *[other] , { $refused } refused
}
rib-loc = Loc-RIB: what was chosen
rib-out = Adj-RIB-Out: what neighbours are told
rib-out-brief = { $told ->
    [0] nobody is told
    [one] { $told } neighbour is told
   *[other] { $told } neighbours are told
}{ $held ->
    [0] {""}
   *[other] ; held back for { $held }
}
rib-before = received
rib-after = after policy
rib-refused = refused
rib-told = told
rib-unchanged = unchanged
rib-held = held back by the MRAI timer: { $route }
rib-held-withdrawal = held back by the MRAI timer: the withdrawal
rib-untold = { $count ->
    [one] { $count } neighbour is told nothing.
   *[other] { $count } neighbours are told nothing.
} Routes are not told to the one they came from, nor (over iBGP) passed on inside a network, nor given to peers and providers unless a customer’s or one’s own.
rib-none = nothing

## How another vendor’s router would choose

profile-title = How would another router choose?
profile-yours = its own rules
profile-own = { $vendor } is how this router chooses already.
profile-differs = { $vendor } would choose { $then }, not { $now }.
profile-same = { $vendor } would choose { $now } too.
profile-none = { $vendor } would choose none.
profile-same-rule = The same rule would decide: { $rule }.
profile-other-rule = The rule that would decide: { $then }. The one that decides now: { $now }.
profile-newest-first = It compares in pairs, down a list with the newest route on top. With MED, which counts only among routes of one neighbouring AS, the order of arrival then changes the winner. (“Deterministic MED” is off.)
profile-as-they-arrived = It compares each route, as it arrives, with the best so far. With MED, which counts only among routes of one neighbouring AS, the order of arrival then changes the winner. (“Deterministic MED” is off.)
profile-best-stays = A route that is best already stays, if a newer one is better only by router ID or address (RFC 5004).
profile-best-of-another-stays = A route that is best already stays, if a newer one from another router is better only by router ID or address (RFC 5004).
profile-oldest = Of equal routes, the oldest wins.
profile-med-always = MED counts among routes of different neighbouring ASes too.
profile-missing-worst = A missing MED counts as the worst.
profile-ignores-as-path = The length of the AS path does not count.
profile-multipath = Up to { $most } equal routes are used side by side (multipath); only the best is told to others.
profile-no-habits = Routes are compared as a whole set, MED within each neighbouring AS: the order of arrival does not matter.
profile-measured = All { $rules } rules were measured on running daemons.
profile-documented = These rules are taken from a document, not measured: { $source }.
profile-partly-measured = { $measured } of { $rules } rules were measured on running daemons; the others are taken from a document: { $source }.

## The looking glass

glass-title = Looking glass
glass-open = Open looking glass
glass-close = Close the looking glass
glass-input = Command
glass-run = Run
glass-here = Ask { $router }
glass-screen = Answers
glass-chips = May come next
glass-hint = Ask a router as engineers do. Tab completes, ? lists what may come next, ↑ and ↓ call earlier lines back, Esc leaves.
glass-connected = You are asking { $router } now.
glass-help-keys = Words may be shortened: sh bgp su. Tab completes, ? lists what may come next. A TARGET is an address, a service or a client network by its short name; a NEIGHBOR is an address or a router’s short name.
glass-about-bgp = every route to every prefix
glass-about-bgp-prefix = every route to a prefix, and why one was chosen
glass-about-bgp-profile = how another vendor’s router would choose
glass-about-summary = the BGP sessions, a line each
glass-about-neighbor = one session
glass-about-received = what a neighbour tells, before policy
glass-about-accepted = what policy left of it
glass-about-advertised = what a neighbour is told
glass-about-route = the forwarding table: where packets go
glass-about-route-address = where packets to an address go
glass-about-ping = one packet there, and its answer back
glass-about-traceroute = the way there, router by router
glass-about-connect = ask another router
glass-about-clear = empty the screen
glass-about-help = all commands
glass-too-long = A line may have { $limit } characters.
glass-expected = Here may stand: { $expected }.
glass-ambiguous = Write one letter more.
glass-too-much = The command is complete before this word.
glass-no-prefix = Nobody in this world announces that prefix. Addresses of links and routers are not announced: nobody needs to reach them from afar.
glass-no-route = No neighbour tells of it, and this router does not announce it itself.
glass-unrouted = Without an entry that matches the address, a router can only drop the packet.
glass-decided = The rule that decided: { $rule }.
glass-summary-note = Rcvd: prefixes that the neighbour tells of. Best: those for which its route was chosen. Sent: those it is told of. Held: those that an MRAI timer holds back.
glass-neighbor-note = To this router, the neighbour is a { $relation }. That decides what it is told, and how well its routes are liked.
glass-received-note = LOCAL_PREF does not cross the border between two networks: the receiver sets it.
glass-held-note = An MRAI timer runs: the neighbour still believes what it was told last.
glass-route-note = BGP chose the exit; inside a network, the IGP finds the way to it.
glass-route-discard = A route with BLACKHOLE is used here: packets for it are dropped on purpose.
glass-route-here = The address is here: packets for it are delivered.
glass-route-link = The next router is of another network: BGP’s next hop.
glass-route-exit = BGP chose the router at which packets leave this network; the IGP chose the link towards it.
glass-answer-elsewhere = The source is an anycast address: the answer goes to the PoP that is nearest to the one who answers. That is why operators give each PoP a second address of its own.
glass-back-same = The answer comes back the way the packet went.
glass-back-other = The answer comes back another way: each router on it decides for itself.
glass-back-assumed = This router has no address that is announced, so nobody could answer it. The time back is taken to be the time out.

## A link

link-kind = Link
link-relation = To { $a }, { $b } is a { $relation }.
link-internal = Inside { $system }.
link-delay = One-way delay: { $delay }
link-works = It works.
link-cut = It is cut: nothing crosses it.
link-down = down
link-fail = Cut the link
link-restore = Repair the link

## Beyond the everyday: on the cards of routers, PoPs and links

hijack-title = Hijack { $prefix }
hijack-about = Announces what belongs to others. Forged origin: as if the rightful AS lay behind it.{ $longer ->
    [0] {""}
   *[other] {" "}More specific: a longer prefix inside, which wins wherever it is accepted.
}
hijack-same = Same prefix
hijack-forged = Forged origin
hijack-specific = More specific
hijack-now = This router hijacks { $prefix }.
leak-title = Route leak
leak-about = { $network } tells every neighbour everything, also what it heard from peers and providers (RFC 7908).
leak-begin = Leak everything
leak-now = { $network } leaks: it tells every neighbour everything.
restart-title = Restart BGP
restart-about = Its BGP is away for { $seconds } seconds; its forwarding goes on.
restart-begin = Restart BGP
restart-now = BGP is restarting here.
drain-title = Drain
drain-about = Asks the neighbours to avoid this PoP before it goes (GRACEFUL_SHUTDOWN, RFC 8326): its clients move while it still answers.
drain-begin = Drain the PoP
drain-now = Drained: it still announces and answers, and asks its neighbours to avoid it.
drain-now-withdrawn = Drained, too: what still reaches it is answered, and when it announces again, it asks its neighbours to avoid it.
silence-title = Silent failure
silence-about = Packets vanish while both interfaces stay up: each router notices only when its hold time ends, or by BFD.
silence-begin = Fail silently
silence-now = It carries nothing, and its BGP session still stands.
session-switch-title = BGP session
session-switch-about = The operators of both ends switch BGP off, and the link goes on: nothing is learned over it any more.
session-switch-off = Switch BGP off
session-off-now = Its BGP session is switched off.
announce-title = Announce more
announce-about = Prefixes of the operator’s own, announced here. Who takes them is up to the filters of others: most take nothing longer than /24, in IPv6 /48.
announce-now = This router also announces { $prefixes }.

## Who may originate what: ROAs

rpki-title = RPKI
rpki-validates = { $network } validates origins: it refuses routes that are invalid (RFC 6811).
rpki-valid = { $prefix } of AS { $asn } is valid: a ROA allows it.
rpki-invalid-origin = { $prefix } of AS { $asn } is invalid: ROAs cover it, and none allows it to this AS. Whoever validates refuses it.
rpki-invalid-length = { $prefix } of AS { $asn } is invalid: ROAs cover it, and none allows a prefix as long. Whoever validates refuses it.
rpki-not-found = { $prefix } of AS { $asn } is not found: no ROA covers it. Nobody refuses it for that.
rpki-roa = { $asn ->
    [0] ROA: no AS, { $prefixes }
   *[other] ROA: AS { $asn }, { $prefixes }
}
rpki-revoke = Revoke
rpki-publish = Publish a ROA for AS { $asn }
rpki-publish-up-to = Publish one up to /{ $length }

## The map in tables

pops-title = All PoPs
clients-title = All client networks
column-pop = PoP
column-state = State
column-clients = Clients
column-share = People
column-client = Client network
column-served-by = Served by
map-summary = { $announced } of { $nodes } PoPs announce the prefix; { $served } of { $clients } client networks are served.
map-summary-of = { $service }: { $sentence }

## When something is wrong

problem-title = This cannot be opened
problem-file = In { $file }:
problem-place-whole = the whole file
problem-fetch = The file could not be loaded: { $why }
problem-too-large = The file is larger than { $limit } kilobytes.
problem-not-found = There is nothing called “{ $name }” here.
problem-link = The address of this page names something that does not exist: “{ $fragment }”.
problem-home = To the default world
crash-title = Something broke
crash-body = This is a fault of the lab, not yours. Your progress is kept. Reload the page to go on.
crash-reload = Reload

## The map

map-label = Map of the world. Arrow keys go from mark to mark, Enter selects, plus and minus zoom, 0 shows everything.
map-node = PoP { $name }: announces; serves { $count ->
    [one] one client network
   *[other] { $count } client networks
}.
map-node-withdrawn = PoP { $name }: withdrawn.
map-node-dark = PoP { $name }: dark, it has failed.
map-client = Client network { $name }, { $people } people: served by PoP { $node }.
map-client-unserved = Client network { $name }, { $people } people: reaches no PoP.
map-router = Router { $name }, AS { $asn }.
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-fit = Show everything
map-legend = Key
map-legend-node = PoP, with its own shape and letter
map-legend-client = clients, with the letter of the PoP that serves them
map-legend-router = router
map-legend-announce = UPDATE that announces
map-legend-withdraw = UPDATE that withdraws
map-legend-query = query
map-legend-answer = answer
map-legend-opening = opens a session: TCP SYN, QUIC Initial
map-legend-data = data of a session
map-legend-acknowledgment = its acknowledgment
map-legend-reset = RST: whoever it reached knew nothing of it
map-legend-flow-query = query of a session or a probe
map-legend-flow-answer = its answer
map-legend-icmp = ICMP: ping, traceroute
map-legend-provider = provider to customer
map-legend-peer = peers
map-legend-internal = inside one network

## The shelf: the list of lessons, and what prose notes

lessons-all-done = You have done everything here. Any of it can be done again.
lesson-next-up = Next: lesson { $number }
lesson-next-myth = Next: a sentence to try
lesson-begun = { $done } of { $of } steps
lesson-begun-some = begun
lesson-points = { $points } of { $of } points
lesson-after = better after { $titles }
lesson-quoted = “{ $title }”
list-comma = ,{" "}
chapter-done = { $done } of { $of } done
myths-about = Things people say. Try each one, and see.
myth-begun = begun
myth-tried = tried
trial-drop = Drop a lesson’s folder here to try it
trial-title = Try a lesson of your own
trial-about = Drop its folder, or its three files, anywhere on this page, or choose them here. They are read in your browser and go nowhere. Change them, and drop them again.
trial-files = Choose files
trial-folder = Choose a folder
trial-wrong = This lesson cannot be played yet
trial-again = Mend it, and drop it again.
trial-own-title = This is your own copy of the lesson
trial-own = Nothing you do in it is remembered. After a change, drop it again; reload the page to be rid of it.
trial-own-missing = Nothing you do in it is remembered. { $files } is still missing; the other language stands in. After a change, drop it again; reload the page to be rid of it.
progress-title = Your progress
progress-about = It is kept in this browser only, and nobody else sees it. Take it with you as a file, and add it to what is kept elsewhere.
progress-sum = { $done } of { $of } lessons are done.
progress-save = Save to a file
progress-saved = It is saved as { $file }, among your downloads.
progress-not-saved = This browser does not save files. Another one may.
progress-add = Add from a file
progress-added = { $count ->
    [0] There was nothing new in it.
    [one] Added what was new in one lesson. Nothing was lost.
   *[other] Added what was new in { $count } lessons. Nothing was lost.
}
progress-too-large = This file is too large to be progress of the lab. Nothing was changed.
progress-newer = A newer version of the lab wrote this file. Open that one to read it. Nothing was changed.
progress-damaged = This is no progress of the lab, or it is damaged. Nothing was changed. What was found: { $why }
progress-unreadable = The file cannot be read. Nothing was changed.
progress-not-kept = This browser keeps nothing for this page (a private window?), so nothing could be added.
number-computed = Computed here, by this lab’s engine.
number-measured = Measured in the real world: { $by }
number-claimed = Claimed by { $by }
note-close = Close this note
words-title = Words
words-all = All words
words-search = Search the words
words-coming = Looking it up…
words-unknown = This word is not explained.
words-missing = The words could not be fetched. Check the connection, and open this again.
words-found = { $count ->
    [0] No word has that.
    [one] One word
   *[other] { $count } words
}

## Lessons

lessons-title = Lessons
lessons-none = There are no lessons in this copy.
lesson-step = Step { $number } of { $count }
lesson-predict = Predict first
lesson-lock = Lock in my prediction
lesson-locked = Your prediction is locked.
lesson-goals = Goals
lesson-goal-met = done
lesson-goal-open = to do
lesson-show = Find it
lesson-hint = Hint ({ $left } left)
lesson-hints = Hints
lesson-next = Next
lesson-back = Back
lesson-reset = Reset step
lesson-finish = Finish
lesson-again = Play it again
lesson-complete = Lesson complete
lesson-score = { $all ->
    [one] Your prediction was { $right ->
        [0] wrong, and will be remembered better for it.
       *[other] right.
    }
   *[other] Of your { $all } predictions { $right ->
        [0] none was right; the surprises will be remembered.
        [one] one was right.
       *[other] { $right } were right.
    }
}
lesson-next-lesson = Next lesson: { $title }
lesson-minutes = about { $minutes } minutes
lesson-begin = Begin
lesson-resume = Go on
lesson-done = done
lesson-right = You predicted it
lesson-wrong = Not what you predicted
lesson-predicted = You said:
lesson-happened = What happened:
lesson-nobody = nobody
lesson-yes = yes
lesson-no = no
lesson-frozen = The world stands still until you lock your answer.
lesson-not-asked = Not in this step of the lesson. In free play you may do anything.
parameter-variant-of-nothing = variant names another form of a lesson’s step: #/lesson/NAME/STEP?variant=NAME.
parameter-variant = the name of a variant: a-z, 0-9 and -
warning-no-variant = This step has no variant “{ $wanted }”. { $count ->
    [0] It has none.
   *[other] It has { $count }: { $variants }.
}
lesson-solve = Show me how
lesson-solve-about = You will see it done, act by act. Then the step is not counted.
lesson-showing = Shown to you, { $number } of { $count }: { $what }.
lesson-showing-explain = look at { $router }, and why it chose as it did
lesson-showing-settle = wait until BGP has converged
lesson-showing-wait = wait { $time }
lesson-showing-next = Next act
lesson-showing-stop = Stop
lesson-more = More for this lesson
lesson-skip = Skip this step
lesson-skip-about = Its outcome is brought about for you, and does not count.
lesson-play = Play freely here
lesson-play-off = Play freely once your answer is locked
lesson-restart = Start over
lesson-restart-sure = Forget every answer in this lesson?
lesson-restart-yes = Yes, start over
lesson-restart-no = No
sandbox-title = Free play
sandbox-about = This is a copy of the lesson’s world as it was a moment ago. Do with it whatever you like; the lesson waits where you left it.
sandbox-back = Back to the lesson
lesson-another = Another like it
lesson-practice = Practice
lesson-practice-about = Another form of one step, by itself. It is not counted.
lesson-practice-back = Back to the lesson
card-title = What you said, and what happened
card-score = { $percent } %
card-score-about = { $points } of { $of } points. Predictions count by being made, right or wrong.
card-helped = { $hints ->
    [0] No hints taken
    [one] One hint taken
   *[other] { $hints } hints taken
}, { $shown ->
    [0] no solution shown
    [one] one solution shown
   *[other] { $shown } solutions shown
}, { $skipped ->
    [0] no step skipped
    [one] one step skipped
   *[other] { $skipped } steps skipped
}.
card-right = You said { $said }, and so it is.
card-wrong = You said { $said }; it is { $actual }.
card-done = { $goals ->
    [one] The goal is met.
    [2] Both goals are met.
   *[other] All { $goals } goals are met.
}
card-hints = { $hints ->
    [one] One hint.
   *[other] { $hints } hints.
}
card-shown = The solution was shown.
card-skipped = Skipped.
card-skipped-goals = Skipped; { $held } of { $goals } goals were met.
card-open = Not done yet.
card-points = { $points }/{ $of }
card-try = Try a variant
card-lessons = All lessons
lesson-explain = Say why
lesson-quiz = Check yourself
lesson-lock-answer = Lock in my answer
lesson-answer-locked = Your answer is locked.
lesson-answer-right = Right
lesson-answer-wrong = Not quite
lesson-answer-is = The answer:
lesson-on-map = Point at the place on the map, or choose from the list.
lesson-offered = { $name } Press to make it your answer.
lesson-offered-chosen = { $name } This is your answer.
lesson-number = Your number
lesson-number-empty = Type a number first.
lesson-number-comma = Is that comma a decimal point? Write tenths with a point: 1.5.
lesson-number-fine = Three decimals are as fine as it gets.
lesson-number-long = That has more digits than anything in this world.
lesson-number-other = That is no number. Digits, and a point for decimals: 113 or 0.5.
lesson-order-about = Drag them into order, or use the arrows: the least first.
lesson-order-least = least
lesson-order-most = most
lesson-order-up = { $name }: move up
lesson-order-down = { $name }: move down
lesson-order-moved = { $name } is at place { $place } of { $count } now.
lesson-reason-own-as = Its AS path holds the router’s own AS number
lesson-reason-reflected = It was reflected back to where it came from
lesson-reason-next-hop = Its next hop cannot be reached
lesson-reason-damped = It flapped too often and is damped
lesson-reason-denied = An import rule denies it
lesson-reason-too-long = Its prefix is too long
lesson-reason-no-policy = No policy is set for this neighbour
lesson-reason-origin-invalid = Its origin is invalid: a ROA says otherwise
lesson-reason-leak = It is a leak, by its Only to Customer attribute
lesson-reason-not-heard = There is no such route: nobody told the router of one
lesson-reason-used = It does use it: this is the best route
lesson-outcome-answered = A PoP answers it
lesson-outcome-no-route = A router on the way has no route, and drops it
lesson-outcome-loop = It goes round in circles until its TTL expires
lesson-outcome-link-down = It is lost at a link that has failed
lesson-outcome-blackholed = A router drops it because BLACKHOLE asked for that
lesson-outcome-hijacked = Somebody else gets it: a hijack
lesson-outcome-lost = It is lost in some other way
lesson-amount-networks = { $count } { $plural ->
    [one] network
   *[other] networks
}
lesson-amount-ms = { $count } ms
lesson-amount-s = { $count } s
lesson-amount-km = { $count } km
lesson-amount-percent = { $count } %
lesson-amount-ases = { $count } { $plural ->
    [one] AS
   *[other] ASes
}
lesson-amount-routes = { $count } { $plural ->
    [one] route
   *[other] routes
}
lesson-amount-messages = { $count } { $plural ->
    [one] UPDATE
   *[other] UPDATEs
}
lesson-amount-changes = { $count } { $plural ->
    [one] change
   *[other] changes
}
lesson-amount-sessions = { $count } { $plural ->
    [one] session
   *[other] sessions
}
lesson-amount-connections = { $count } { $plural ->
    [one] connection
   *[other] connections
}
lesson-amount-addresses = { $count } { $plural ->
    [one] address
   *[other] addresses
}
lesson-amount-commands = { $count } { $plural ->
    [one] command
   *[other] commands
}
lesson-amount-packets = { $count } { $plural ->
    [one] packet
   *[other] packets
}
lesson-amount-answers = { $count } { $plural ->
    [one] answer
   *[other] answers
}
lesson-validity-valid = valid
lesson-validity-invalid = invalid
lesson-validity-not-found = not found
lesson-broken = This lesson has problems
lesson-broken-body = Its author has to mend them; the other lessons are not affected.
lesson-secret = A secret for now: answer the lesson’s question first, then see.
choice-secret = What it chose, and why, is a secret for now: answer first, then see.
client-served-secret = Served by { $node }. How far that is, and how long it takes, is a secret for now.
served-by-secret = not told yet
client-secret = Who answers is a secret for now: predict first, then see.
map-client-secret = Client network { $name }, { $people } people: who serves it is a secret for now.

run-title = This run
run-seed = Seed
run-commands = Commands given
run-digest = Fingerprint at its start
run-about = Equal world, seed and commands make equal runs, here and on the command line: anycast-lab run prints the same fingerprint.
run-reseed = Another seed

## The lens

lens-title = Under the lens
log-and-lens = Under the lens, and what happened
lens-idle = Withdraw, fail or prepend something: here you see what it costs BGP, and how long it takes.
lens-nothing-moved = No router had to think again.
lens-subject = { $others ->
    [0] About { $prefix }.
    [one] About { $prefix }; one other prefix moved too.
   *[other] About { $prefix }; { $others } other prefixes moved too.
}
lens-announced = announcements
lens-withdrawn = withdrawals
lens-last-change = last change
lens-last-update = last UPDATE
lens-open = Still moving.
lens-unsettled = The limit of events was reached before BGP fell quiet.
lens-no-change = No router changed its best route.
lens-sooner = “BGP always converges in { $said } seconds”? This time the last router changed its mind after { $took }. How long it takes is a result: of the paths that are left to try, of distances, of timers.
lens-later = “BGP always converges in { $said } seconds”? This time routers went on changing their minds for { $took }. How long it takes is a result: of the paths that are left to try, of distances, of timers.
lens-chart = Routers without a route
lens-without = Of { $routers } routers, { $before } had no route before, { $most } at the worst moment, and { $now } now.
lens-explored = Paths tried, one after another
lens-all = Show all

## What moves on the map

flight-query = Query
flight-answer = Answer
flight-announcement = Announcement
flight-replacement = Replacement
flight-withdrawal = Withdrawal
flight-of = of { $client }
flight-query-going = On its way to { $address }. No one has decided yet where it ends: each router on the way decides anew.
flight-answer-going = On its way back to { $client }.
flight-answered = It reached PoP { $node }, which answered.
flight-arrived = It arrived, { $took } after the query was sent.
flight-delivered = It reached whom it was for, behind { $router }.
flight-dropped = { $router } dropped it: { $why }.
flight-source = Source
flight-destination = Destination
flight-flags = Flags
flight-type = Type
flight-server = Server
flight-hops = Routers on its way, by the time since it left
flight-ahead = on the way there
flight-says-announced = { $from } tells { $to }: { $prefix } can be reached through me.
flight-says-replaced = { $from } tells { $to }: { $prefix } is now reached another way. This takes the place of what it told before, without a withdrawal [RFC 4271 § 3.1].
flight-says-withdrawn = { $from } tells { $to }: { $prefix } can no longer be reached through me.
flight-attributes = Path attributes
flight-times = Left at { $departed }, arrives at { $arrives }: { $took } under way.
flight-others = { $count ->
    [one] One other UPDATE travels
   *[other] { $count } other UPDATEs travel
} with it on the same session.
flight-going = Under way.
flight-lost = Lost: its session ended before it arrived.
flight-received = Received and read at { $at }.
flight-ignored = The receiver’s best route stayed what it was.
flight-gained = The receiver had no route before. Now its best is { $after }.
flight-gone = The receiver’s best route was { $before }. Now it has none.
flight-changed = The receiver’s best route was { $before }. Now it is { $after }.
flight-best-from = AS_PATH { $path } from { $neighbor }
flight-best-own = its own announcement
flight-before = Before it arrives, the receiver still forwards by what it knew.
flight-link = The link it travels on
air-title = In the air now
air-summary = { $updates ->
    [one] One UPDATE
   *[other] { $updates } UPDATEs
} and { $packets ->
    [one] one packet
   *[other] { $packets } packets
} are under way.
air-kind = What
air-way = From, to
air-left = Arrives in

## Groups, layers and key of the map

map-group = { $count } client networks around { $city }, { $people } people: { $parts }. Enter lists them.
map-group-served = { $count } served by PoP { $node }
map-group-unserved = { $count } reach no PoP
map-group-secret = { $count } kept secret for now
map-group-between = {", "}
map-layers = Layers
map-layer-ways = Ways of packets
map-layer-systems = Networks and who pays whom
map-layer-sessions = BGP sessions
map-legend-pie = client networks close together: slices by serving PoP
map-legend-back = way back of the answers to the client network selected
map-legend-load = what a PoP is asked for; the tick is what it has room for, hatched from 90 %
map-legend-flood = flood, ten times as much is a step wider
map-legend-bar = people served; the tick is an equal share, the whole bar three times that
map-legend-way = way of the clients’ packets, in the PoP’s colour
map-legend-ghost = way before the last change
map-legend-replace = UPDATE that replaces
map-legend-session = BGP session; dashed: down
map-legend-hint = Point at an entry to find it on the map. Click anything, also what moves.

## Egress: the map

map-site = { $name }: { $about }.
map-legend-backbone = backbone: the operator’s own cables
map-legend-site = destination of connections: origin, CDN, video site
map-legend-there = 1 user’s request, 2 server’s request to the destination
map-legend-reply = 3 reply over the Internet; wider for more connections
map-legend-carried = 4 reply carried over the backbone to its PoP
map-legend-tunnel = 4 reply carried in a tunnel over the Internet
map-legend-home = home: the server that asked has the reply
map-legend-died = here it dies: dropped, or known to nobody
map-legend-asking = request of a connection
map-legend-replying = its reply
map-legend-carried-packet = packet carried from PoP to PoP
destination-origin = origin
destination-cdn = third-party CDN
destination-geofenced = site for some countries only
site-about = { $name } is here ({ $kind }): servers of PoPs open connections to { $at }.
site-replies = Its replies to lent addresses come to PoP { $node }, whichever PoP asked.
flight-reply-going = A reply, on its way to { $address }. It comes to whichever PoP announces that and is nearest to the replier, not to the one that asked.
flight-carried = Not the Internet’s routing decides its way now: one PoP carries it to another.
flight-connection = All of connection “{ $connection }”

## Going through time

transport-start = Back to the beginning
transport-ms = +1 ms: on by one millisecond
transport-ms-short = +1 ms
transport-head = Now: to the furthest moment lived
transport-head-short = Now
transport-redo = Put back
transport-undo-what = Undo: { $deed }
transport-redo-what = Put back: { $deed }
transport-speed-words = { $speed }: one second of the lab takes { $real } s to watch
transport-lenses = Watch
lens-packets = Packets
lens-packets-about = Slow enough to follow one packet from router to router
lens-routing = Routing
lens-routing-about = Slow enough to see an UPDATE cross an ocean
lens-timers = DNS
lens-timers-about = Fast enough to wait for DNS caches and BGP’s timers, which take minutes
tab-time = Time
timeline = Timeline
timeline-slider = Moment shown
timeline-at-head = { $time }, the furthest moment lived
timeline-in-past = { $time } of { $head } lived
timeline-stretch = The timeline shows { $from } to { $to }.
timeline-about = Drag to look back; drag the ruler to zoom.
timeline-about-past = Who acts here begins another branch.
timeline-nearer = Shorter stretch of time
timeline-farther = Longer stretch of time
timeline-all = All of it
timeline-more = Branches, marks
timeline-marks = Marks on the timeline
lane-updates = Routing
lane-updates-about = △ UPDATEs that announce, ▽ UPDATEs that withdraw
lane-packets = Packets
lane-packets-about = Filled: answers that arrive; ✕ packets dropped
lane-sessions = Sessions
lane-load = Load
lane-load-about = ■ PoPs that overflow, □ those that are relieved
mark-overloaded = { $count ->
    [one] A PoP is overloaded
   *[other] { $count } PoPs are overloaded
}
lane-sessions-about = ○ users’ sessions that open, ✕ those that are lost
lane-goals = Goals
lane-branches = Branches
mark-updates = { $announced ->
    [0] No announcement
    [one] One announcement
   *[other] { $announced } announcements
} and { $withdrawn ->
    [0] no withdrawal
    [one] one withdrawal
   *[other] { $withdrawn } withdrawals
} within { $lasted }
mark-lost = { $count ->
    [one] { $count } session lost
   *[other] { $count } sessions lost
}
mark-drops = { $count ->
    [one] One packet dropped
   *[other] { $count } packets dropped
}
mark-goal = Goal met: { $goal }
news-incident = Something happens.
mark-incident = Something happens
mark-predicted = Prediction locked
mark-go = Go there
mark-go-before = Just before
marks-title = What happened when
marks-none = Nothing yet: withdraw a PoP’s route.
marks-time = Time
marks-what = What
branches-title = Branches
branches-about = Go back, and do something else: both histories are kept.
branch-main = Main line
branch-named = { $deed } · { $time }
branch-unnamed = from { $time } on
branch-commands = { $count ->
    [0] no command
    [one] one command
   *[other] { $count } commands
}
branch-name = Branch
branch-head = lived up to
branch-switch = Switch to it
branch-compare = Compare
branch-remove = Remove
branch-current = shown now
branch-switch-what = Switch to “{ $branch }”
branch-compare-what = Compare with “{ $branch }”
branch-remove-what = Remove “{ $branch }”
pin-title = Comparison
pin-button = Pin this moment
pin-off = Compare no more
pin-about = Pin a moment: from then on you see here what has changed since.
pin-since = Since the pin at { $time }
pin-branch = Compared with “{ $branch }” at { $time }
pin-moved = { $count ->
    [0] no network moved
    [one] 1 network moved
   *[other] { $count } networks moved
}
pin-rerouted = { $count ->
    [0] Every router has the same best route to the service.
    [one] One router has another best route to the service.
   *[other] { $count } routers have another best route to the service.
}
pin-delay = Median delay from client to PoP, one way: { $before } → { $after }
pin-nobody = nobody
notice-sought = Looking back at { $time }.
notice-at-head = At { $time }, the furthest moment lived.
notice-forked = A new branch: { $branch }. The other one is kept.
notice-switched = Now on: { $branch }.
notice-removed = The branch is gone.
notice-compared = { $title }: { $summary }.
notice-unpinned = Nothing is compared any more.
notice-undone = Undone: { $deed }.
notice-redone = Put back: { $deed }.
notice-too-many-branches = { $limit } branches are all that is kept: remove one before you act in the past again.
notice-before-step = This moment lies before the step: look as long as you like, but act where the step begins.

## The address

parameter-unknown = There is no parameter “{ $key }”. There are: { $known }.
parameter-bad = { $key } cannot be “{ $value }”; it can be: { $allowed }.
parameter-twice = { $key } stands there more than once; the first counts.
parameter-too-many = There are more than { $most } parameters; the others are not looked at.
parameter-seed-given = seed does not apply here: a lesson or a shared run brings its own.
parameter-number = a whole number from 0 to { $most }
parameter-run = a run as the lab's share dialog writes it
parameter-class = the name of a class
parameter-class-alone = class does not apply here: a class does a lesson (#/lesson/NAME?class=…).

## Shared runs

run-problem-long = The shared run in the address has { $chars } characters; at most { $most } are read.
run-problem-version = The shared run in the address does not begin with a version, such as “v1.”.
run-problem-newer = The shared run in the address was made by a newer lab (version { $version }; this one reads v1). Reload the page, or ask whoever runs it to update it.
run-problem-letters = The shared run in the address holds a character that does not belong there, or has lost its end: expected are letters, digits, - and _. Copy the whole link again.
run-problem-damaged = The shared run in the address is damaged: its checksum does not fit. Perhaps the link was cut, or its world changed by hand. Copy the whole link again.
run-problem-large = The shared run in the address is larger than { $most } kilobytes when unpacked; such a run is not opened.
run-problem-malformed = What is packed in the shared run is not what a run says ({ $why }).
run-problem-commands = The shared run has { $count } commands; at most { $most } are carried out.
run-flaw-order = it stands after a command that was given later.
run-flaw-history = by its time, other things had happened here than where the link was made.
run-flaw-far = more than { $most } events lie before it.
run-flaw-many = a run has at most { $most } commands.
warning-title = Not everything in this address could be used
warning-title-stored = Something stored in this browser could not be used
warning-close = Close this note
warning-left-out = Command { $number } of the shared run was left out: { $why }
warning-more-left-out = { $count ->
    [one] One more command was left out.
   *[other] { $count } more commands were left out.
}
warning-not-whole = The shared run could not be played to its end; you see how far it came.
warning-other-outcome = The shared run was played whole but came out differently: its world, or the lab, has changed since the link was made.
warning-run-not-the-same = The lesson, its world or this lab has changed since you were here: what you did then would lead elsewhere now. The world was brought to this step by the lesson’s own solutions; your answers are kept.
warning-run-in-lesson = A shared run belongs to a world (#/world/NAME?run=…), not to a lesson; it was left out.
warning-no-step = This lesson has no step “{ $wanted }”. It has { $count }: { $steps }. Their numbers work, too.
warning-set-aside = What was stored here (progress or settings) is damaged. It was put aside, not thrown away, and you begin afresh.
warning-newer-stored = A newer version of the lab has stored progress or settings here. They are left untouched; what you do now is stored beside them.

## Sharing, settings, reports

dialog-close = Close
copied = Copied.
copy-by-hand = The browser does not let the page copy. It is selected: press Ctrl+C (⌘C).
share-title = Share
share-what = What to share
share-run = this run, at this very moment
share-world = this world, as one comes to it
share-step = this step of the lesson
share-link = The link
share-copy = Copy link
share-qr = QR code of the link
share-no-qr = The link has { $chars } characters; a QR code that a camera can still read holds { $most }. Copy it instead.
share-too-long = So much was done in this run that a link cannot carry it ({ $chars } characters; at most { $most }).
share-about = The link holds the world's name, the seed and what was done. Whoever opens it sees the same, event by event. Nothing is stored on a server.
settings-title = Settings
settings-lang = Language
settings-theme = Theme
settings-motion = Motion
settings-auto = as the system
theme-dark = dark
theme-light = light
theme-projector = projector
motion-full = full
motion-reduced = reduced
settings-about = Projector: light, with thicker lines and larger names. Reduced motion: things step instead of gliding. All of it is remembered in this browser.
notice-lesson = This run was made in a lesson. Here you may do with it whatever you like.
notice-lesson-open = Open the lesson at that step
run-digest-now = Fingerprint now
run-digest-pause = (while time stands still)
crash-home = To the default world
crash-report = To report it, send this along; it says which run it was, and nothing about you:
crash-report-label = Report
crash-copy = Copy the report

## The way there and the way back

ways-there = There ↓
ways-back = Back ↑
ways-same = The answer comes back the same way.
ways-other = { $count ->
    [one] The answer comes back another way: one router is on one of the two only. No router knows the other direction; each decides for the packets before it.
   *[other] The answer comes back another way: { $count } routers are on one of the two only. No router knows the other direction; each decides for the packets before it.
}
ways-lost = The answer does not come back: { $fate }.
ways-only-there = on the way there only
ways-only-back = on the way back only
client-unheard = Served by { $node }: { $distance } km away. Its answers do not come back.

## Client networks that share a mark

crowd-title = { $count ->
    [one] One client network around { $city }
   *[other] { $count } client networks around { $city }
}
crowd-people = Close together, { $people } people
crowd-about = From here they share one mark: a pie, sliced by who serves them. Select one to see its way.
crowd-nearer = Go nearer

## The race of GeoDNS and anycast through a failure

outage-title = { $service }: { $what } How long do users miss it?
outage-silent = { $node } falls silent, and no interface says so.
outage-dark = { $node } goes dark, and its neighbours notice at once.
outage-withdrawn = { $node } withdraws its route, and goes on answering.
outage-geo-dns = GeoDNS, TTL { $ttl }
outage-anycast-hold = Anycast, hold time { $hold }, no BFD
outage-anycast-blind = Anycast, no hold time, no BFD
outage-anycast-bfd = Anycast, BFD ({ $detection })
outage-both = Both, TTL { $ttl }, hold time { $hold }
outage-both-bfd = Both, TTL { $ttl }, BFD ({ $detection })
outage-nobody = Nobody misses the service.
outage-somebody = { $share } of the users miss the service: half of them for at most { $half }, nine in ten for at most { $most }, the last for { $worst }.
outage-still-out = { $share } of all users still miss it after { $horizon }.
two-sentences = { $one } { $other }
outage-round-trips = Mean round trip { $before } before, { $after } after.
outage-across = Time since the failure
outage-up = Users without the service
outage-no-winner = All lose equally little.
outage-separator = ; { "" }
outage-best = Least is lost with: { $labels }.
outage-why-dns = The health checks notice sooner than the routers do, and the answers that users hold have expired before the hold time has.
outage-why-untouched = What happened left the nodes’ own addresses as they were; only the routes to the one they share had to change.
outage-why-bfd = BFD has the routers notice soon, and one change of routes moves all users, whatever their caches hold.
outage-why-anycast = The routers notice sooner than the health checks do, and one change of routes moves all users, whatever their caches hold.
outage-why-both = Whoever holds a dead address has a second one, which routing mends by itself; and whoever routing has forgotten is given another.
outage-without-bfd-dns = Without BFD, GeoDNS can win: { $winner } loses { $less } seconds of its users' time; { $loser } loses { $more }.
outage-without-bfd-anycast = Without BFD, anycast wins all the same: { $winner } loses { $less } seconds of its users' time; { $loser } loses { $more }.
outage-cut = There was too much to play; what came late is not in the curves.

## The four casts

cast-unicast = Unicast
cast-broadcast = Broadcast
cast-multicast = Multicast
cast-anycast = Anycast
cast-unicast-about = To one address that one receiver has. If that is gone, so is the packet.
cast-broadcast-about = To everybody on the sender’s own network. Its limit is that network’s edge: no router passes it on (RFC 919).
cast-multicast-about = To all members of a group, along a tree from the sender: copied where ways part, over each link once (RFC 5110).
cast-anycast-about = To one address that many have. Routing takes it to one of them, and the sender does not know to which (RFC 4786).
cast-figures = { $receivers ->
    [one] One receiver
   *[other] { $receivers } receivers
}, { $links ->
    [one] one link crossed
   *[other] { $links } links crossed
}, the last copy there after { $time }.
cast-saved = Sent to each by itself, { $apart } links would be crossed; it is copied at { $forks ->
    [one] one router
   *[other] { $forks } routers
}.
cast-lost = It does not arrive: { $fate }.
cast-alone = { $system } has no other router: everybody who hears it is behind the same one.
cast-nobody = Nobody receives it.
cast-no-address = { $node } has no address of its own.
## The bench of floods

benches = What to look at
bench-pops = PoPs
bench-floods = Floods
bench-floods-title = Floods and load
bench-outage = Outage
bench-outage-title = GeoDNS against anycast
bench-casts = Casts
bench-casts-title = One packet, four casts

## The bench of the race

race-about = A PoP is lost, in a copy of this world. How long do users miss the service, if its name is answered by GeoDNS with the address of one PoP, or stands for the one anycast address?
race-lacks-names = The PoPs of this world have no addresses of their own, so GeoDNS has nothing to answer with: anycast runs alone. In the world “three-cities” both do.
race-node = Lose
race-how = How
race-silent = silently: nobody is told
race-dark = it goes dark, and neighbours notice
race-withdrawn = it withdraws its route
race-begin = Lose it, and compare
race-runs = Playing it with one setting after the other…

## The bench of the four casts

casts-about = A client network sends one packet. The ring sends, squares receive, and lines are the links that it crosses.
casts-from = From
state-overloaded = overloaded
console-served = { $served } of { $all } users served ({ $share })
console-users = Users ask for { $sent }; { $delivered } of it arrives.
console-bots = Floods send { $sent }: { $delivered } arrives, { $overloaded } is dropped where there is too much, { $scrubbed } is scrubbed, { $lost } ends elsewhere.
console-launch-title = A flood
console-who = From
console-kind = Of
console-shape = How
console-rate = Rate
console-botnet = { $name }: { $machines } machines
console-udp = reflected UDP answers
console-syn = TCP SYNs
console-http = HTTP requests
console-step = at once
console-ramp = rising for 20 s
console-pulse = 5 s on, 5 s off
console-launch = Launch
console-active = { $botnet } sends { $rate }; { $delivered } of it arrives.
console-stop = Stop
console-overload-title = A PoP that is asked for too much
console-manual = stays
console-automatic = withdraws
console-patient = withdraws, returns late
console-automation-about = BGP does not look at load. A PoP that withdraws after 3 s of overload hands its users to the next, and the flood with them. It returns as soon as its own load is low, or once the whole service has had room for a minute.
best-ask = What would be best?
best-now = As it is now, { $served } are served.
best-nothing = Doing nothing: { $served }.
best-sites = At best by withdrawing whole PoPs: { $served } (withdrawn: { $how }).
best-steering = At best by withdrawing per neighbour: { $served } (withdrawn: { $how }).
best-from = { $node } from { $neighbor }
best-none = nothing
console-nodes = Asked for, of what each has room for
console-pps = { $pps } packets/s
console-load = { $percent } %: { $asked } of { $room }
console-overload = { $percent } %: { $asked } of { $room }; drops { $dropped }, of good and bad alike. Packets wait { $delay }.
console-scrub = Scrub
console-away = withdrew by itself
black-hole-title = Black hole
black-hole-about = Neighbours that honour BLACKHOLE (RFC 7999) drop whatever goes to this PoP’s prefix through them: the flood, and with it the users behind them.
black-hole-begin = Ask for a black hole
black-hole-now = Its neighbours are asked to drop everything to its prefix (BLACKHOLE).
ask-title = Communities
ask-about = What neighbours offer to do with this PoP’s route. It carries a community (RFC 1997) as a request, and only who offers it acts on it.
ask-local-pref = { $community } · { $network }: LOCAL_PREF { $value }
ask-withhold = { $community } · { $network }: not to { $whom }
ask-prepend = { $community } · { $network }: { $times } more copies to { $whom }
ask-now = It announces with { $communities }.
audience-customers = its customers
audience-peers = its peers
audience-providers = its providers
audience-all = anybody
steer-title = Withdraw per neighbour
steer-about = The prefix is kept from those pressed, and told to the others as before: so clients are steered without losing the PoP.
steer-now = Its prefix is kept from { $neighbors }.
pop-load = Load

## The bench of sessions, and a client network’s own

bench-sessions = Sessions
bench-sessions-title = Sessions and what becomes of them
sessions-none = Start a TCP download and a DNS loop from one city, then withdraw the PoP that answers them: see which of the two notices.
sessions-list = Sessions, oldest first
sessions-earlier = { $count ->
    [one] { $count } earlier session is not listed.
   *[other] { $count } earlier sessions are not listed.
}
sessions-figures = Survivors and losses
session-launch-title = A session
session-from = From
session-what = What
session-start = Start
session-tcp = TCP download
session-udp = DNS loop (UDP)
session-quic = QUIC download
session-of-client = Sessions from here
session-start-tcp = Start a TCP download
session-start-udp = Start a DNS loop
session-start-quic = QUIC
session-quic-moves = The servers in { $node } have addresses of their own: a QUIC session moves there and outlives a change of route.
session-quic-stays = The servers in { $node } have no address but the service’s: a QUIC session depends on the route, as TCP does.
session-by = { $node }, server { $server }
session-answers = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
session-segments = { $count ->
    [one] { $count } segment
   *[other] { $count } segments
}
session-opening = Asks; nobody has answered yet.
session-open = Open.
session-over = Stopped at { $at }.
session-lost = Lost at { $at }: { $why }.
session-stop = Stop
session-cause = { $count } lost: { $why }.
session-cost = { $kind }: { $lost } of { $before } lost.
session-since = Since “{ $command }”
column-protocol = Kind
column-opened = Opened
column-alive = Alive
column-stopped = Stopped
column-lost = Lost

## Probes

probes = Probes
probes-none = Ping says how long the way takes, there and back; traceroute, which routers lie on it; id.server, which server answers [RFC 4892].
probe-ping = Ping
probe-traceroute = Traceroute
probe-id-server = Which server?
probe-ping-of = Ping { $address } at { $at }
probe-traceroute-of = Traceroute { $address } at { $at }
probe-id-server-of = id.server at { $address }, asked at { $at }
probe-going = Under way…
probe-reached = Server { $server } in { $node } answers at hop { $count }.
probe-reached-router = Reached at hop { $count }.
probe-given-up = Given up at hop { $count }.
probe-unknown = What the client cannot know: { $what }
probe-asymmetry = Difference
probe-same = Both ways take equally long.
probe-back-longer = The way back takes longer, by { $share } of the whole. Each way is chosen by other routers.
probe-there-longer = The way there takes longer, by { $share } of the whole. Each way is chosen by other routers.
probe-hops = Hops
probe-silent = no answer
column-hop = Hop
column-router = Router of
column-as = AS
column-city = City
column-time = Time

## The inside of a PoP

inside-title = Inside
inside-brief = { $alive } of { $all } servers in service
inside-brief-unnoticed = { $alive } of { $all } servers answer; { $count ->
    [one] one failure is
   *[other] { $count } failures are
} not noticed yet
inside-about = A server that fails forgets its sessions. Packets are sent to it until the health checks notice; with too few left, the PoP withdraws its route.
inside-server = Server { $server }
inside-in-service = in service
inside-unnoticed = failed, not noticed yet
inside-out = failed, out of service
inside-back = back, not noticed yet
inside-fail = Fail
inside-restore = Restore
inside-choice = How a server is chosen
inside-ecmp = ECMP
inside-resilient = Resilient hashing
inside-layer4 = Layer-4 balancer
inside-per-packet = Per packet
inside-ecmp-about = The hash of the five-tuple, modulo the servers in service: when one comes or goes, most flows change servers, and their sessions break.
inside-resilient-about = The hash chooses one of many buckets: only those of a server that goes move, and they return with it.
inside-layer4-about = Chooses as resilient hashing does, and remembers the server of each flow: none moves while its server is in service.
inside-per-packet-about = Each packet goes to the next server, whatever its flow: sessions with state break at once.

## Packets that pass

capture-title = Packets here
capture-about = The latest first. Link-layer addresses are those of this hop alone: nobody sees farther.
capture-none = None in the last moments.
capture-in = in
capture-out = out
capture-link-layer = Link layer:
capture-rest = TTL { $ttl }, { $length } bytes

## Egress: servers that open connections

design-per-server = an address for each server and tag
design-one-server = one server for each tag
design-per-pop = an address for each PoP, in port slices
design-soft-unicast = soft-unicast
design-naive = straight from the anycast address
design-nat = NAT in each PoP’s router
did-set-egress-design = New connections now leave by another design: { $design }.
did-set-fallback-tunnel = Where the backbone has no way, replies now go through a tunnel over the Internet.
did-set-fallback-drop = Where the backbone has no way, replies are now dropped.
did-set-grace = When an address is moved from now on, its owner of before keeps its connections for { $seconds }.
did-set-dns-asker-user = PoPs now ask DNS from an address with the user’s tag.
did-set-dns-asker-pop = PoPs now ask DNS from an address with the tag of their own country.
did-allocate-address = { $address } is lent to { $node }, tagged { $tag }.
did-release-address = { $address } is taken back.
did-move-address = { $address } is moved to { $node }.
did-drain-addresses = All addresses of { $node } are moved to the nearest PoP.
did-onboard-prefix = Every PoP announces the customer’s prefix { $prefix }; its addresses are lent to { $node }.
did-load-geofeed = Another geofeed is published.
did-open-connection = A user of { $client } asks for something of { $destination }.
did-close-connection = The connection { $connection } is closed.
did-hold-ports = Server { $server } in { $node } opens { $count } connections to { $to }.
did-free-ports = Server { $server } in { $node } closes { $count } connections to { $to }.
did-hold-ports-all = Every server in { $node } opens { $count } connections to { $to }.
did-free-ports-all = Every server in { $node } closes { $count } connections to { $to }.
did-reboot-router = { $router } reboots, and is away for { $seconds }.
news-address-lent = { $address } is lent to { $node }, tagged { $tag }.
news-address-released = { $address } was taken back from { $node }.
news-addresses-moved = { $count ->
    [one] { $address } moves from { $from } to { $to }; each PoP hears of it in its own time.
   *[other] { $count } addresses, { $address } the first, move from { $from } to { $to }; each PoP hears of it in its own time.
}
news-table-learned = { $node } has version { $version } of the table.
news-prefix-onboarded = { $count } addresses of a customer are in the pool.
news-feed-loaded = The geofeed has { $rows } rows now, and everybody who reads it believes them.
news-connection-opened = The connection { $connection } is open: its first reply came home.
news-connection-ended = The connection { $connection } is over: { $why }.
news-ports-exhausted = Server { $server } in { $node } has no port left of { $address } towards { $to }: { $used } are in use, { $waiting } in TIME-WAIT. Towards others it has.
news-reply-carried = { $at } carries a reply on to { $to }.
news-reply-unknown = A reply came to { $at }, which knows nothing of it: { $why }.
news-nat-forgot = The router in { $node } has forgotten which server each connection is of.
unknown-not-lent = the address is lent to nobody
unknown-no-slice = no server there has its port
unknown-forgotten = nobody there remembers whose it is
unknown-not-known = its port is server { $server }’s, which never opened that connection
egress-over-closed = it had done what it was for
egress-over-no-server = no server of the PoP took the request
egress-over-no-address = the server has no slice of an address with that tag
egress-over-ports-exhausted = every port of the server’s slice is in use towards this destination
egress-over-fenced = the destination does not serve the country that it believes the address in
egress-over-reset = a PoP that knew nothing of it had told the destination so
egress-over-reply-lost = its replies came to a PoP that knows nothing of it
egress-over-timed-out = nothing came back for too long
egress-over-address-moved = its PoP had to give the address up
egress-over-server-failed = a server of it failed
refused-no-egress = In this world servers open no connections.
refused-not-in-pool = { $address } is not in the pool, which is { $pool }.
refused-nothing-lent = { $what } has no address that could be taken.
refused-bad-feed = The geofeed was not loaded, nothing of it: { $rows }
fate-unknown-connection = it came to a PoP that knows nothing of its connection
fate-stranded = the backbone has no way to the PoP that it is for

## Egress: the bench

bench-egress = Egress
bench-egress-title = Egress: how servers leave
egress-sections = Parts of this bench
egress-connections = Connections
egress-addresses = Addresses
egress-slices = Ports
egress-comparison = Designs
egress-feed = Where?
egress-in-cities = { $destination } · { $count } cities
egress-experiments = Experiments
egress-moral = What it shows
egress-fresh = Start from a fresh world
egress-experiment = Show me
scene-naive = Replies that never come home
scene-naive-about = Ten servers, in ten cities, fetch from { $to }, each from the same anycast address. The reply goes to whichever PoP is nearest to the origin.
scene-naive-moral = An anycast address brings the reply to the nearest PoP, not to the one that asked. With soft-unicast the nearest PoP knows whose it is, and carries it there.
scene-ten = Open ten connections: { $client } → { $to }
scene-ten-networks = Open ten connections, from ten cities, to { $to }
scene-to-naive = Leave from the anycast address
scene-to-soft = Leave by soft-unicast
scene-to-nat = Leave through a NAT in each PoP
scene-open-one = Open one connection to { $to }
scene-move = Move an address while connections live ({ $node } → { $next })
scene-move-about = Ten connections live from { $node }’s addresses. Each lasts half a minute. Meanwhile one of these addresses is lent to { $next }, and each PoP hears of it in its own time.
scene-move-without = Move { $address } to { $next }, without grace
scene-move-with = Move { $address } to { $next }, with 60 s of grace
scene-move-back = Move { $address } back to { $node }
scene-move-moral = Without grace, all that lives from the address dies as soon as its PoP has heard of the move. With grace, the new owner hands on what it does not know, and connections end when they are done.
scene-cut = Cut the backbone
scene-cut-about = { $node }’s replies come home over cables between the PoPs. Cut one, and they go the long way round. Cut all, and the backbone has no way.
scene-cut-one = Cut the cable { $node } – { $other }
scene-cut-all = Cut all other cables of { $node }
scene-cut-drop = Drop what the backbone cannot carry
scene-cut-tunnel = Send that through a tunnel over the Internet
scene-cut-repair = Repair all cables
scene-cut-moral = Look at the round trip after each step. Whether a PoP that is cut off goes on working is decided by what becomes of replies then: a tunnel, or nothing.
scene-exhaust = Run out of ports towards one destination
scene-exhaust-about = A port can be used once towards each destination. So a server can have none left towards { $to }, and plenty towards { $other }.
scene-exhaust-take = Take all ports of { $node }’s servers towards { $to }
scene-exhaust-free = Free them again
scene-exhaust-moral = The first connection is refused, and says what has run out; the second one opens. Ports that are freed wait for a minute (TIME-WAIT) before they are used again towards the same destination.
scene-misdirected = The misdirected user ({ $node } in maintenance)
scene-misdirected-about = { $node } is in maintenance, so its users are served from abroad, and leave with an address tagged as home. { $cdn }, a content network, is asked for its nearest place: nearest to whom?
scene-misdirected-withdraw = Withdraw { $node }
scene-misdirected-cure = Ask DNS as the PoP, not as the user
scene-misdirected-moral = Compare the round trips: there and back, until the PoP asks DNS from an address with the tag of its own place. It does not help with a network that goes by the address that connects.
scene-nat = A NAT that forgets
scene-nat-about = Each PoP has an address of its own for each tag, and its router remembers which server each connection is of. Then { $node }’s router reboots.
scene-nat-reboot = Reboot { $node }’s router
scene-nat-moral = All its connections are lost, though every server still works. Where the port says whose a reply is, there is nothing to forget.
design-per-server-about = Every server has addresses that nobody else has. Replies come straight home; the bill is enormous.
design-one-server-about = One server in the world has a tag’s address, and all others send through it. Cheap; far; and when it fails, all is lost.
design-per-pop-about = Each PoP has addresses of its own, and each of its servers some of their ports. Replies come straight home; users abroad and moves are hard.
design-soft-unicast-about = The same, but all PoPs announce all addresses. A reply comes in at the nearest PoP, which looks up whom the address is lent to and carries it there.
design-naive-about = Servers use the address that users connect to. A reply goes to the PoP nearest to the origin, which knows nothing of it.
design-nat-about = Each PoP’s router lends its own address and remembers every connection. When it reboots, all of them are lost.
design-addresses = { $count ->
    [one] It takes 1 address here.
   *[other] It takes { $shown } addresses here.
}
egress-how = How servers leave
egress-design-since = Connections that are open keep theirs; new ones leave by this one.
egress-fallback = Backbone cut
egress-fallback-tunnel = tunnel
egress-fallback-drop = drop
egress-fallback-tunnel-about = Where the backbone has no way, a reply goes through a tunnel over the public Internet.
egress-fallback-drop-about = Where the backbone has no way, a reply is dropped.
egress-grace = Grace
egress-grace-none-about = An address that moves takes nothing along: its connections end when their PoP hears of it.
egress-grace-about = For { $seconds } after a move the owner of before keeps its connections, and the new one hands on what is for them.
egress-asker = DNS asked as
egress-asker-user = the user
egress-asker-pop = the PoP
egress-asker-user-about = PoPs ask DNS from an address with the user’s tag: they are told of the place nearest to the user’s country.
egress-asker-pop-about = PoPs ask DNS from an address with the tag of their own country: they are told of a place near themselves.
egress-open-title = Open connections
egress-open-from = A user of
egress-open-to = asks for
egress-open-lasts = It stays open
egress-open-tag = Address tagged
egress-tag-own = as the user’s country
egress-until-closed = until it is closed
egress-for-5-s = 5 s
egress-for-60-s = 60 s
egress-for-10-min = 10 min
egress-open-one = Open one
egress-open-ten = Ten from here
egress-open-ten-networks = Ten from ten cities
egress-list = Connections, the latest first
egress-none = No server has opened a connection yet. Open some, or begin with an experiment above.
egress-summary = { $open } live, { $opening ->
    [0] { "" }
   *[other] { $opening } being opened,{ " " }
}{ $over } done, { $lost } lost.
egress-cause = { $count } × { $why }
egress-earlier = { $count } earlier ones are not listed.
egress-title = { $client } → { $to }
egress-requested = the user’s request is on its way
egress-opening = being opened: no reply has come home yet
egress-open = open
egress-open-in = open, { $time } there and back
egress-over = done at { $at }
egress-lost = lost at { $at }: { $why }
egress-source = { $node }, server { $server }, { $from }, tagged { $tag }
egress-seat = { $node }, server { $server }
egress-of-user = user
egress-of-pop = PoP
egress-of-address = address
egress-of-other = { $whose }: { $country }, another country than the user’s
egress-of-same = { $whose }: { $country }
egress-reply-home = Replies come straight home to { $at }.
egress-reply-carried = Replies come in at { $at } and are carried on to { $to }.
egress-reply-at = The last reply came in at { $at }.
egress-reply-astray = Its last reply came to { $at }, which knew nothing of it.
egress-about-request = The user’s request went to the anycast address; BGP took it from { $city } to { $node }.
egress-about-request-near = The user’s request went to the anycast address; BGP took it to { $node }, where the user is.
egress-about-opened = Asked for at { $at }: { $to }. Design: { $design }; tag: { $tag }.
egress-about-slice = Its port is one of { $first } to { $last }: server { $server }’s slice. So the port alone says whose the reply is.
egress-about-through = It leaves through server { $server } in { $node }, which has the tag’s address.
egress-about-believed = By the geofeed, the address is in { $country }, as its tag says.
egress-about-belied = By the geofeed, the address is in { $country }: not what its tag says.
egress-about-unbelieved = The geofeed says nothing of this address.
egress-about-exchanged = Requests sent: { $asked }; answered: { $answered }; packets carried from PoP to PoP: { $carried }.
egress-next-straight = A reply sent now would come straight home to { $at }: { $time }.
egress-next-carried = A reply sent now would come in at { $at }, and go over the backbone to { $home }: { $time }.
egress-next-tunnel = A reply sent now would come in at { $at }, and go through a tunnel over the Internet to { $home }: { $time }.
egress-next-unknown = A reply sent now would end at { $at }: { $why }.
egress-next-lost = A reply sent now would be lost: { $why }.
egress-astray-at = A packet for it came to { $at }, which knew nothing of it.
egress-astray-dropped = A packet of it was lost: { $why }.
egress-close = Close
egress-close-all = Close all
egress-tag = Tag
egress-pop = PoP
tag-country = They are said to be in { $country }
tag-nowhere = No country is named for them
tag-product = they carry the product “{ $product }”
tag-users = they carry what users ask for
tag-trusted = the operator answers for what is sent from them
tag-untrusted = the operator does not answer for what is sent from them
tag-says = { $place }; { $product }; { $trust }.
egress-drag-hint = Drag an address to another PoP, here or on the map. Or press it.
egress-table = Which PoP has which address
egress-version-everywhere = Version { $version } of the table, known at every PoP.
egress-version-late = Version { $version } of the table; { $count ->
    [one] one PoP has not heard of it yet: { $nodes }.
   *[other] { $count } PoPs have not heard of it yet: { $nodes }.
}
egress-has-version = still version { $version }
egress-table-unused = Servers do not use these addresses now: they leave by another design ({ $design }).
egress-pool = { $all } addresses in the pool: { $lent } lent, under { $tags } tags; { $spare } are spare.
egress-chip = { $node }: { $count ->
    [one] one connection lives from it
   *[other] { $count } connections live from it
}
egress-no-address = none
egress-lent-to = Lent to { $node }, tagged { $tag }.
egress-shared-by = Servers { $first } to { $last } share it, each with a slice of its ports.
egress-living = { $count ->
    [0] No connection lives from it.
    [one] One connection lives from it.
   *[other] { $count } connections live from it.
}
egress-grace-left = Grace: for { $left } more { $node } keeps its connections, and { $owner } hands on what is for them.
egress-move-to = Move to
egress-move = Move
egress-release = Take it back
egress-where-link = Where is it?
egress-card-close = Close this card
egress-allocate = Lend it { $address }
egress-drain = Drain: move all its addresses
egress-has-in-all = { $node } has { $count } addresses, of all tags.
egress-brought-title = A customer’s own addresses
egress-brought = { $customer } brings { $prefix }. Every PoP would announce it, and one would have its addresses.
egress-brought-announced = { $customer }’s { $prefix } is announced by every PoP.
egress-onboard = Onboard
egress-server = Server
egress-towards = Towards
egress-towards-other = Compared with
egress-arithmetic = 65,536 ports / { $ports } a slice = { $count } slices. The lowest is kept back, so { $each } servers share an address.
egress-arithmetic-pop = { $node } has { $servers } servers: it needs { $blocks ->
    [one] 1 address
   *[other] { $blocks } addresses
} for each tag.
egress-no-slices = Servers leave by another design now ({ $design }): the ports below are those it gives each server.
egress-ports-of = { $address }, ports { $first } to { $last }
egress-server-has = Server { $server } has { $ports }.
egress-server-without = Server { $server } has no address with this tag.
egress-ports-none = None of its { $all } ports is left: { $used } in use, { $waiting } in TIME-WAIT.
egress-ports-left = { $free } of its { $all } ports are free; { $used } in use, { $waiting } in TIME-WAIT.
egress-exhausted-servers = { $count ->
    [0] All { $servers } servers have ports left.
    [one] 1 of { $servers } servers has no port left.
   *[other] { $count } of { $servers } servers have no port left.
}
egress-bars = Ports in use towards { $to }, a bar for each of { $count } servers
egress-in-use = in use
egress-waiting = TIME-WAIT
egress-take = Take { $count } ports
egress-take-all = Take all
egress-free = Free them
egress-all-servers = of all servers of this PoP at once
feed-title = What the operator says: the geofeed
feed-about = Nobody can see where the users of an address are. The operator publishes it (RFC 8805), and whoever reads it believes it.
feed-rows = { $count ->
    [one] The geofeed has 1 row.
   *[other] The geofeed has { $count } rows.
}
feed-aggregated = One row an address, it would be { $single }: neighbours with one tag share a row.
feed-scattered = Were addresses lent PoP by PoP, and tags scattered, even the fewest rows would be { $count }.
feed-edited = It was written by hand, and no longer follows the table, which would make { $count } rows.
feed-text = The geofeed, one row a line: prefix, country, region, city, postal code
feed-publish = Publish
feed-publish-about = Geofenced sites and content networks go by it at once.
feed-of-table = As the table says
feed-reset = Undo my edits
feed-copy = Copy
feed-save = Save as a file
feed-refused = Nothing of it is published:
feed-more-problems = { $count ->
    [one] One more row is wrong.
   *[other] { $count } more rows are wrong.
}
feed-no-prefix = Row { $row } has no prefix.
feed-not-a-prefix = Row { $row }: “{ $text }” is neither a prefix nor an address.
feed-quote = Row { $row } has a quote that is out of place.
feed-too-many = Row { $row } has { $count } fields; 5 at most.
feed-not-a-country = Row { $row }: “{ $text }” is no country; two letters, or nothing.
feed-outside-pool = Row { $row }: { $prefix } is not all in the pool.
feed-said-otherwise = Row { $row } says something else of { $prefix } than row { $other }.
feed-too-long = Row { $row } is beyond { $most } bytes, which is all that a feed may have.
compare-about = Users of every client network fetch from every destination, in each design. Then every PoP and every cable fails, one after the other.
compare-begin = Compare the designs
compare-progress = Failures looked at
compare-pops = PoPs
compare-servers = Servers in each
compare-tags = Tags
compare-slice = Ports in a slice
compare-price = Price of an address
compare-ipv6 = IPv6: addresses cost nothing
compare-design = Design
compare-cost = Cost
compare-speed = Speed
compare-reliability = Reliability
compare-cheap = cheap
compare-dear = expensive
compare-fast = fast
compare-slow = slow
compare-reliable = reliable
compare-poor = poor
compare-addresses = Addresses needed, and their price
compare-held = Prefixes to be held, and their price
compare-prefixes = { $count ->
    [one] 1 prefix
   *[other] { $count } prefixes
}
compare-dead = Connections that die at once
compare-added = Added to the round trip, median
compare-added-p95 = Added to the round trip, 95 of 100
compare-local = Leaves where the user came in
compare-server = Lost when one server fails, at worst
compare-pop = Lost when one PoP fails, at worst
compare-link = Lost when one cable fails, at worst
compare-reboot = Lost when one router reboots, at worst
compare-says-server = An address for each server and tag: { $count } addresses, { $cost }.
compare-says-one = One server for each tag: { $cost }, but up to { $added } on the round trip, and { $lost } of all connections gone when the wrong server fails.
compare-says-soft = Soft-unicast: { $prefixes } prefixes hold all addresses ({ $cost }), and round trips are longer by { $added } at most for 95 of 100.
compare-says-pop = An address for each PoP, in slices: { $count } addresses ({ $cost }), but in prefixes of each PoP’s own: { $prefixes } to hold ({ $held }).
compare-says-naive = Straight from the anycast address costs nothing, and { $dead } of all connections die at once.
compare-says-nat = NAT: a router that reboots takes up to { $lost } of all connections along.
short-per-server = Each server
short-one-server = One server
short-per-pop = Each PoP
short-soft-unicast = Soft-unicast
short-naive = Naïve anycast
short-nat = NAT
where-title = Where is this address?
where-address = Address
where-note = Four answers, and none is wrong: each means something else by “where”.
where-geofeed = The geofeed
where-geofeed-about = where its users are, says the operator
where-bgp = BGP
where-bgp-about = where packets to it go, from each client network
where-owner = The table
where-owner-about = the PoP that opens connections from it
where-reply = The last reply
where-reply-about = where it came into the operator’s network
where-in = { $place } (row { $row })
where-anywhere = do not say
where-unsaid = no row speaks of it
where-bgp-nowhere = nowhere
where-bgp-one = { $node }, from all { $count } client networks
where-bgp-many = { $places } PoPs, depending on which of { $count } client networks one asks from: { $named } …
where-lent = { $node }, for { $tag }
where-spare = nobody: it is spare
where-entered = { $node }
where-no-reply = none came yet

# Free play, recorded as a lesson
record-title = A new lesson
record-summary = What it is about, in a sentence or two.
record-begin = Where things stand
record-begin-text = Say here what the learner sees, and why it matters.
record-act = Your turn
record-act-text = Say here what is to be done.
record-announced = **{ $node }** announces.
record-withdrawn = **{ $node }** announces nothing.
record-served = **{ $client }** is answered from { $node }.
record-converged = BGP has converged.
record-sent = You have sent a packet from **{ $client }**.
record-not-yet = Not yet.
record-hint = Say here where to begin.
record-pass = Say here what was to be seen.
record-open = Record as lesson
record-about = What you did becomes the solution of a lesson, and what it changed becomes its goals. Save its three files in a folder of its name, and write the words.
record-slug = Name in files and links
record-slug-bad = A name here has 1 to 64 of a-z, 0-9 and -, and begins with a letter or digit.
record-try = Try it
record-next = Files in hand, “anycast-lab lessons check” says whether all is well. The author’s guide is lessons/README.md.
record-nothing-done = There is nothing to record yet: give a command first, for instance withdraw a PoP.
record-nothing-changed = What you did has changed nothing that a lesson could ask for. Do something that moves routes or clients, or send a packet.

# Completion codes: what a check says of one
code-verified = Verified
code-edited = Edited
code-other-seed = Other seed
code-other-version = Other version
code-unreadable = Unreadable
code-verified-about = Done again here, step by step, it comes to what it says.
code-other-seed-about = Its seed is not the one that this class, this name and this lesson give: it was made from another link, or for somebody else.
code-cut = It has no end: a code ends in “.end”. Perhaps it was cut when it was copied.
code-too-long = It is longer than any code.
code-letters = It holds a character that does not belong there, or lacks one: expected are letters, digits, - and _. Copy the whole code again.
code-damaged = It is damaged: its checksum is wrong, and nothing in it can be read. Copy the whole code again.
code-malformed = What is packed in it is no completion code of this version.
code-odd-checksum = Its checksum does not fit what it says: it was changed after it was made.
code-odd-deed = What it says of the step “{ $step }” cannot be done: { $why }
code-odd-trail = What it says cannot be done: { $why }
code-odd-steps = The steps that it claims are not those of the lesson.
code-odd-answer = It claims another answer to the step “{ $step }” than was given, or another outcome.
code-odd-goal = It claims something else of the step “{ $step }” than comes of what was done.
code-odd-score = It claims other points for the step “{ $step }” than it counts.
code-odd-hints = It claims another number of hints in the step “{ $step }”.
code-odd-end = The world that it leads to is not the one that it says.
code-flaw-kept = what was done is not in it.
code-flaw-steps = its steps are not those of the lesson, one after the other.
code-flaw-history = by then, other things have happened in this world.
code-flaw-allowed = the lesson does not let one give that command there.
code-flaw-refused = the world refuses a command.
code-flaw-answer = an answer is missing, or is none of the choices.
code-flaw-much = more happens in it than is worth doing again.
code-other-form = A newer lab made it. Check it there; nothing is said here of whether it is honest.
code-other-program = Version { $theirs } of the lab made it, and this is { $ours }. Check it there; nothing is said here of whether it is honest.
code-other-lesson = It was made with another edition of this lesson. Check it with that one; nothing is said here of whether it is honest.
code-other-world = It was made in another edition of the lesson’s world. Check it with that one; nothing is said here of whether it is honest.
code-other-engine = The same world opens otherwise in the lab that made it. Check it there; nothing is said here of whether it is honest.
code-other-missing = This copy of the lab has no such lesson. Check it where there is one; nothing is said here of whether it is honest.

# The Class view
class-title = Class
class-about = For whoever teaches: links for a class, and what became of them. Everything happens in this browser; nothing is sent anywhere, and nothing is kept when you leave.
class-links = A link for a class
class-links-about = Whoever opens it is asked for a name or a number, and has a seed of their own from then on: other numbers, and other forms of the steps where a lesson has them.
class-lesson = Lesson
class-name = Name of the class
class-link = The link for the class
class-link-soon = Give the class a name, and its link appears here.
class-option = { $number }. { $title }
class-codes = Check completion codes
class-codes-about = Paste as many as you like, whatever text stands around them, or choose or drop text files with them. Each is done again from its beginning and compared with what it claims.
class-proof = What a code proves: that these actions give this result in this version of the lesson, with this seed. It does not prove who gave them, nor that nobody helped.
class-paste = lab1.….end
class-check = Check
class-files = Choose files
class-unread = { $file } cannot be read, or is too large.
class-too-many = That is too much at once: at most { $most } codes are looked at. Clear the list, and go on.
class-none = There is no completion code in this text. One begins with “lab1.” and ends in “.end”.
class-added = { $new ->
    [one] One new code.
   *[other] { $new } new codes.
  } { $again ->
    [0] {""}
    [one] One was there already.
   *[other] { $again } were there already.
  }
class-progress = { $done } of { $all } checked
class-count = { $count } × { $found }
class-table = The codes
class-student = Student
class-found = Found
class-points = Points
class-minutes = Minutes
class-hints = Hints
class-shown = Shown
class-skipped = Skipped
class-open = Not done
class-wrong = Answered wrong
class-nobody = (no name)
class-score = { $points } / { $of }
class-csv = Save the codes as CSV
class-steps-csv = Save the steps as CSV
class-clear = Clear the list
class-rates = { $lesson }: { $count ->
    [one] one verified code
   *[other] { $count } verified codes
  }
class-step = of { $all }: { $wrong } wrong, { $shown } shown, { $skipped } skipped, { $open } not done; { $hints } hints
class-key-wrong = wrong
class-key-shown = shown
class-key-left = skipped or not done
class-key-good = right
name-empty = A name has at least one letter or digit.
name-long = A name has at most { $most } characters.
name-mark = A name has no “{ $mark }” here: letters and digits of any script, spaces, and - _ . ’ ( ) @ # & +
warning-class = The class in the address is no name: { $why } The lesson is open, but for no class.

# A lesson for a class
who-title = A lesson for { $class }
who-about = Give the name or the number by which your instructor knows you, always written the same way. Your own seed comes of it; it stays in this browser and in the completion code that you hand in.
who-name = Name or number
who-begin = Begin
who-other = Not you?
who-seed = seed { $seed }

# A completion code
code-title = Completion code
code-about = A receipt of this run that your instructor, or anybody, can check on the lab’s Class page.
code-make = Make the code
code-copy = Copy the code
code-save = Save as file
code-differs = The code says { $points } of { $of } points: what was taken back, or done in an earlier visit, is not in it.
code-no-tried = A lesson that you are trying out gives no code.
code-no-lesson = The lesson could not be fetched again, and without it there is no code. Check the connection, and try again.
code-no-long = So much was done in this run that no code can carry it. Play it again for one.
code-no-flaw = There is no code of this run: { $why } Play it again for one.
