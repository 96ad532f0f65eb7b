### 页面上的全部文字（简体中文）。课程与场景自带文字。

app-title = 任播实验室
loading = 正在搭建互联网，等待路由收敛……
skip-to-content = 跳到接入点列表

## 顶栏

language-switch = English
language-switch-label = Show in English
free-play = 自由探索

## 面板

tab-lesson = 课程
tab-routes = 查看
tab-pops = 接入点
tab-log = 记录
tab-glass = 窥镜
panels = 面板

## 第一分钟

welcome-title = 一个地址，多座城市
welcome-body = 地图上的每个接入点（PoP）都通告同一个前缀 { $prefix }。没有谁给用户分配接入点：路由器各自选路，BGP 把选择的结果传播开来。这里的互联网是逐条报文模拟出来的，城市和距离都是真实的。
welcome-try = 动手试试
welcome-question = 东京的用户由哪座城市应答？
welcome-step-1 = 在地图上点击东京的接入点，撤销它的路由。
welcome-step-2 = 看 UPDATE 报文如何传播（▽ 撤销，△ 通告），看客户网络如何变色。
welcome-step-3 = 点击沿途任意一台路由器，看它为什么这样选。
welcome-select = 带我去东京
welcome-oddity = 有点奇怪
welcome-oddity-body = { $client } 由 { $node } 应答，可是 { $nearest } 近得多。这是谁决定的？
welcome-oddity-select = 查个究竟
worlds-title = 世界
worlds-here = 当前
welcome-engineers = 给熟悉路由器的人
welcome-engineers-body = 这里的每台路由器都有路由窥镜（looking glass）：show bgp、ping、traceroute。按 Ctrl+` 打开，Tab 补全。

## 时间

transport = 时间
transport-play = 播放
transport-pause = 暂停
transport-step = 单个事件
transport-skip = 直到收敛
transport-skip-stop = 停在这里
transport-speed = 速度
transport-undo = 撤回操作
transport-restart = 重新开始
clock = 模拟时间
status-oscillating = BGP 正在振荡
status-converged = BGP 已收敛
status-converging = { $flying } 条 UPDATE 正在途中
status-waiting = MRAI 定时器压住 { $held } 条路由
status-clocks = BGP 定时器正在计时
status-settling = 正在前往收敛：已处理 { $events } 个事件
status-lagging = 事件太多，时钟放慢

## 记录

log-title = 发生了什么
log-empty = 还没有记录。对接入点、链路或客户网络做点什么，结果会写在这里。
list-separator = 、
list-and-more = { $named } 等（另有 { $more } 个）
did-announce = { $node }通告 { $prefix }。
did-withdraw = { $node }撤销 { $prefix }。
did-prepend = { $times ->
    [0] { $node }通告时不再重复自己的 AS 号。
   *[other] { $node }通告时多写 { $times } 遍自己的 AS 号（路径加长）。
}
did-prepend-toward = { $times ->
    [0] { $node }向 { $neighbor } 通告时不再重复自己的 AS 号。
   *[other] { $node }向 { $neighbor } 通告时多写 { $times } 遍自己的 AS 号（路径加长）。
}
did-fail-link = 链路 { $link } 中断。
did-fail-link-silently = 链路 { $link } 不再传送任何数据，而两端的路由器都没有察觉。
did-restart-bgp = { $router }的 BGP 重启，{ $time } 后恢复。
did-restore-link = 链路 { $link } 修复。
did-fail-pop = { $node }接入点瘫痪。
did-restore-pop = { $node }接入点恢复。
did-fail-session = 会话 { $session } 被关闭。
did-restore-session = 会话 { $session } 被打开。
did-set-rules = { $router }更改了会话 { $session } 的规则。
did-leak = { $network } 泄漏路由：把一切都告诉每个邻居。
did-leak-toward = { $network } 泄漏路由：把一切都告诉 { $neighbor }。
did-stop-leak = { $network } 不再泄漏路由。
did-stop-leak-toward = { $network } 不再向 { $neighbor } 泄漏路由。
did-hijack = { $router }劫持 { $prefix }：通告属于别人的前缀。
did-hijack-more-specific = { $router }劫持 { $prefix }：通告其中更具体的前缀。
did-hijack-forged-origin = { $router }劫持 { $prefix }：伪装成通往合法源 AS。
did-end-hijack = { $router }停止劫持 { $prefix }。
did-publish-roa = { $asn ->
    [0] 发布一条 ROA：任何 AS 都不得作为 { $prefixes } 的源 AS。
   *[other] 发布一条 ROA：AS { $asn } 可以作为 { $prefixes } 的源 AS。
}
did-revoke-roa = { $asn ->
    [0] 撤销一条 ROA：它说任何 AS 都不得作为 { $prefixes } 的源 AS。
   *[other] 撤销一条 ROA：它说 AS { $asn } 可以作为 { $prefixes } 的源 AS。
}
roa-up-to = { $prefix } 以及其中最长到 /{ $length } 的前缀
did-drain = 接入点{ $node }开始排空：请邻居避开它（GRACEFUL_SHUTDOWN）。
did-undrain = 接入点{ $node }恢复服务。
did-set-communities = { $node }通告时附带团体属性 { $communities }。
did-clear-communities = { $node }通告时不附带团体属性。
did-start-flood = 洪泛攻击开始：{ $botnet } 以 { $rate } 向 { $target } 发送{ $kind }{ $spoofed ->
    [0] 。
   *[other] ，并伪造源地址。
}
did-stop-flood = 洪泛攻击“{ $flood }”结束。
did-scrub = { $node }把进来的流量送去清洗。
did-stop-scrub = { $node }不再清洗流量。
did-set-capacity = { $node }现在能应答 { $rate }。
did-steer = { $node }只对 { $neighbor } 撤销前缀。
did-stop-steer = { $node }重新向 { $neighbor } 通告前缀。
did-set-automation = 从现在起，{ $service } 的每个节点在负载超过容量的 { $percent } % 达 { $time } 后自行撤销{ $hysteresis ->
    [0] ，自身负载一降低就恢复通告。
   *[other] ，整个服务的负载低于 { $below } % 达 { $hold } 后才恢复通告。
}
did-end-automation = { $service } 的节点不再自行撤销。
flood-udp-reflection = 反射的 UDP 应答
flood-syn = TCP SYN
flood-http = HTTP 请求
did-send-packet = { $client } 向 { $address } 发出一个数据包。
did-ping = { $client } 向 { $address } 发出 ping。
did-traceroute = { $client } 追踪前往 { $address } 的路径。
did-query-id-server = { $client } 问 { $address } 是哪台服务器（id.server）。
did-start-session = { $client } 与 { $address } 建立 { $kind } 会话“{ $session }”。
did-stop-session = 会话“{ $session }”被停止。
did-fail-server = { $node }的服务器 { $server } 发生故障，忘记了所知的一切。
did-restore-server = { $node }的服务器 { $server } 恢复。
did-set-balancer = { $node }改用{ $how }来选择服务器。
did-set-per-packet = { $node }现在把每个数据包发往不同的服务器。
did-set-per-flow = { $node }现在把同一条流的数据包都发往同一台服务器。
balancer-ecmp = 普通 ECMP（哈希值对在用服务器数取模）
balancer-resilient = 弹性哈希
balancer-layer4 = 四层负载均衡器
news-echo-replied = { $router }回应了 { $client }：往返 { $time }，去程 { $there }，回程 { $back }。
news-hop = 第 { $hop } 跳：{ $router }，{ $time }。
news-hop-silent = 第 { $hop } 跳：没有回应（*）。
news-probe-silent = { $time } 内没有回应。
news-expired = TTL 在{ $router }耗尽，它回报了这一点（{ $time }）：去程是一个环路。
news-unreachable = { $router }回报：主机不可达。它的服务器都不在服务中。
news-id-server = { $node }的服务器 { $server } 应答了 { $client }：{ $time }。
news-session-opened = { $node }的服务器 { $server } 应答了会话“{ $session }”。
news-session-migrated = 会话“{ $session }”改用{ $node }的服务器 { $server } 独有的地址，从此与服务的路由通向何处无关。
news-session-over = { $count ->
    [1] 会话 { $sessions } 按要求结束。
   *[other] 会话 { $sessions } 按要求结束，共 { $count } 个。
}
news-session-lost = { $count ->
    [1] 会话 { $sessions } 中断：{ $why }。
   *[other] 会话 { $sessions } 中断，共 { $count } 个：{ $why }。
}
lost-stopped = 按要求停止
lost-route-moved = 路由改变，另一个接入点对它一无所知
lost-server-changed = 选中了同一接入点的另一台服务器，它对此一无所知
lost-per-packet = 每个数据包去往不同的服务器，那台服务器对它一无所知
lost-timed-out = 太久没有任何回应
lost-refused = 没有服务器在服务中
news-server-out = { $node }的健康检查发现服务器 { $server } 故障，将其移出服务。
news-server-back = { $node }的健康检查发现服务器 { $server } 正常，将其投入服务。
news-why = 为什么？
news-moved = { $clients } 改由{ $after }应答（原为{ $before }）{ $count ->
    [1] 。
   *[other] ，共 { $count } 个客户网络。
}
news-lost = { $clients } 失去应答（原为{ $before }）{ $count ->
    [1] 。
   *[other] ，共 { $count } 个客户网络。
}
news-found = { $clients } 重新得到应答，来自{ $after }{ $count ->
    [1] 。
   *[other] ，共 { $count } 个客户网络。
}
news-roa-refused = 重新做源验证之后，又有 { $count } 条路由因源 AS 无效而被拒绝。
news-roa-accepted = 重新做源验证之后，{ $count } 条此前被拒绝的路由得以接受。
news-roa-both = 重新做源验证之后，又有 { $refused } 条路由被拒绝，{ $accepted } 条此前被拒绝的得以接受。
news-sessions-up = { $count } 个 BGP 会话建立。
news-sessions-down = { $count } 个 BGP 会话断开：{ $why }。
down-unreachable = 链路或路由器故障
down-shutdown = 被关闭
down-hold-time = 保持时间到期
down-bfd = BFD 检测到故障
down-restart = BGP 重启
news-lost-by-hold = { $router }在整个保持时间内没有收到 { $neighbor } 的任何消息，放弃会话。
news-lost-by-bfd = { $router }的 BFD 在检测时间内没有收到 { $neighbor } 的任何报文，会话断开。
news-stale = { $neighbor } 没有在重启时间内恢复：{ $router }删除它的陈旧路由。
news-damped = { $router }抑制来自 { $neighbor } 的 { $prefix } 路由：它抖动过于频繁（惩罚值 { $penalty }）。
news-reused = { $router }重新启用来自 { $neighbor } 的 { $prefix } 路由：它已平静足够久。
news-overloaded = 对{ $node }的请求超过它的应答能力：达到容量的 { $percent } %。
news-relieved = 对{ $node }的请求不再超过它的应答能力。
news-withdrew-itself = { $node }自行撤销：负载达到容量的 { $percent } %，持续过久。
news-returned = { $node }自行恢复通告。
news-answered = { $node }应答了 { $client }：往返 { $time }。
news-dropped = { $client } 的数据包在 { $router } 被丢弃：{ $fate }。
news-converged = BGP 经过 { $took } 收敛：共 { $updates } 条 UPDATE，其中撤销 { $withdrawn } 条。{ $moved ->
    [0] 没有客户网络更换应答者。
   *[other] { $moved } 个客户网络换了应答者。
}
news-not-converged = 处理了 { $events } 个事件，BGP 仍未平静。{ $count ->
    [0] 最近没有路由器改变选择。
   *[other] 仍在变化的有：{ $routers }。
}
news-oscillating = BGP 陷入振荡。每过 { $period }（{ $events } 个事件），路由就回到同一状态，{ $routers }去往 { $prefixes } 的最佳路由又从头变起，永远不会自行收敛。
refused-unknown = 这里没有“{ $name }”。
refused-already = “{ $name }”已经是这个状态。
refused-out-of-range = 数值须在 { $low } 与 { $high } 之间，不能是 { $value }。
refused-not-neighbor = “{ $neighbor }”不是“{ $node }”的邻居。
refused-internal = “{ $link }”在一个网络内部；只有网络之间的链路才能静默中断。
refused-rightful = { $router } 本来就有权通告 { $prefix }，不算劫持。
refused-no-address = “{ $client }”没有与 { $address } 同一地址族的地址。
refused-no-scrubber = { $node }没有清洗设备。
refused-unspoofable = 洪泛攻击“{ $flood }”无法伪造源地址：那样握手永远不会完成。
refused-past = 那个时刻已经过去。

## 查看

inspect-title = 查看
inspect-empty = 在地图上选择接入点、客户网络、路由器或链路，看看里面。
inspect-close = 返回全部接入点
more = 显示全部 { $count } 项
fewer = 收起
people-millions = { $count } 亿
people-thousands = { $count } 万

## 接入点

pop-kind = 接入点（PoP，任播节点）
pop-announces = 正在通告 { $prefix }。
pop-withdrawn = 已撤销：不通告任何前缀。
pop-dark = 已瘫痪：整个接入点失效。
state-announced = 通告中
state-withdrawn = 已撤销
state-dark = 已瘫痪
pop-withdraw = 撤销
pop-announce = 通告
pop-fail = 使其瘫痪
pop-restore = 恢复
pop-prepend = 路径加长
pop-prepend-help = 多写几遍自己的 AS 号，路径显得更长，吸引的流量就更少。
pop-catchment = 服务范围（catchment）
pop-people = 用户
pop-share = 占全部
pop-serves-nobody = 没有客户网络到达这个接入点。
pop-router = 它的路由器

## 客户网络

client-bots = 用户的机器中有 { $count }台属于僵尸网络“{ $name }”。
client-kind = 客户网络，{ $people }用户
client-served = 由 { $node } 应答：相距 { $distance } 千米，往返 { $time }。
client-unserved = 无人应答：{ $fate }。
client-lost = 目前，它的用户发出的流量有 { $share } 在途中丢失：有一条链路已满。
client-lost-there = 目前，它的用户发出的流量有 { $share } 在终点丢失：对 { $node } 的请求超过了它的容量。
client-lost-both = 目前，它的用户发出的流量有 { $share } 在途中丢失，因为有一条链路已满；另有 { $there } 在 { $node } 丢失，因为请求超过了它的容量。
client-nearer = { $distance ->
    [0] { $nearest } 就在同一座城市。
   *[other] { $nearest } 离这里只有 { $distance } 千米。
}BGP 不懂距离：看看下面的路由器，找出是哪一台另有选择。
client-why = 为什么不是更近的接入点？
client-why-lost = { $router } 有一条经 { $neighbor } 通往 { $node } 的路由，却没有选它：{ $reason }。其他路由器随之照办。
client-why-none = 沿途各网络中没有一台路由器拥有通往 { $nearest } 的路由：网络只把自己的最佳路由告诉邻居，而且只有付费的客户才能听到全部。
client-why-ask = 看看它怎样选择
client-journey = 数据包走的路，以及应答的回路
client-journey-help = 每台路由器：所属网络，查询发出以来去程与回程经过的时间，以及起决定作用的规则。
client-send = 发一个数据包
client-choice = 依据：{ $rule }
served-by-nobody = 无

## 路由器

router-serves = 它的数据包到达
router-lost = 它的数据包到不了任何接入点：{ $fate }。
router-down = 这台路由器已停止工作。
router-links = 链路
ladder-rule = 规则
ladder-out = 淘汰
ladder-won = 决定
ladder-beside = 并用
ladder-selected = 选中
route-own = 自身
route-label = { $place }的 { $who }
route-label-internal = iBGP 邻居{ $who }
rule-weight = 权重（Weight），取最高
rule-local = 自身优先于学到
rule-local-pref = 本地优先级，取最高
rule-as-path = AS 路径，取最短
rule-origin = 来源（Origin），取最低
rule-med = MED，取最低
rule-peer-type = eBGP 优先于 iBGP
rule-igp-metric = 内部开销，取最低
rule-oldest = 外部路由，先到者留任
rule-router-id = 路由器 ID，取最低
rule-cluster-list = 簇列表，取最短
rule-peer-addr = 邻居地址，取最低
value-own = 自身
value-learned = 学到
value-best-before = 原为最佳
value-arrived = 第 { $number } 个到达
value-none = 无
verdict-none = BGP 没有给这台路由器去往该前缀的路由。
verdict-own = 只有它自己通告的这一条路由，无须比较。
verdict-only = 只有 { $route } 这一条路由，无须比较。
verdict-wins = { $route } 胜出。
verdict-beside = 在只用来打破平局的规则之前与最佳路由同样好，与它一起使用
verdict-removed = 规则 { $rule } 淘汰了{ $losers }。
verdict-loser = { $routes }（{ $why }）
verdict-not-needed = { $first ->
    [0] 其余规则无须比较。
   *[other] 规则 { $first } 至 { $last } 无须比较。
}
why-weight = 权重 { $value } 低于 { $best }
why-local = 是学到的路由，而自身已有路由
why-local-pref = 本地优先级 { $value } 低于 { $best }
why-as-path = AS 路径长 { $value }，超过 { $best }
why-origin = 来源 { $value } 不及 { $best }
why-med = MED { $value } 高于 { $best }
why-peer-type = 经 iBGP 学到，而另有 eBGP 路由
why-igp-metric = 内部开销 { $value } 高于 { $best }：热土豆路由
why-oldest = 到得较晚，而外部路由之间先到者留任
why-router-id = 路由器 ID { $value } 大于 { $best }
why-cluster-list = 簇列表长 { $value }，超过 { $best }
why-peer-addr = 邻居地址 { $value } 大于 { $best }
aside = { $route } 没有参选资格：{ $why }。
aside-own-as = AS 路径中有本路由器自己的 AS 号，采用会成环
aside-reflected = 它被反射回了来处
aside-next-hop = 下一跳不可达
aside-denied = 第 { $number } 条导入规则拒绝了它
aside-denied-named = 第 { $number } 条导入规则（{ $name }）拒绝了它
aside-too-long = 前缀太长：/{ $length }，这里最长只接受 /{ $most }
aside-damped = 抖动过于频繁，被抑制
aside-no-policy = 没有为这个邻居设置策略（RFC 8212）
aside-origin-invalid = 源 AS 无效：ROA 写的是别的 AS，或更短的前缀
aside-leak = 这是路由泄漏：OTC 属性表明它只能向客户方向传播
relation-customer = 客户
relation-peer = 对等方
relation-provider = 提供商
relation-internal = 同一网络
relation-unrelated = 邻居
kind-operator = 运营任播服务
kind-transit = 跨洲转接
kind-regional = 区域转接
kind-access = 接入用户
kind-resolver = 为所有人解析 DNS
kind-origin = 托管源站
kind-cdn = 分发他人内容（第三方 CDN）
fate-delivered = 已送达
fate-no-route = 没有路由
fate-ttl-expired = 陷入转发环路（TTL 耗尽）
fate-link-down = 途中链路中断
fate-blackholed = 应 BLACKHOLE 团体属性的要求，路由器丢弃了去往那里的一切数据包
fate-hijacked = 落入一台通告了这个地址却并不拥有它的路由器之手：前缀被劫持，或是通告有误
fate-overloaded = 途中的链路或接入点负载超出容量
fate-server-down = 目标服务器已发生故障，而尚未被发现
fate-no-server = 没有服务器在服务中

rib-prefix = 去往
rib-in = Adj-RIB-In：邻居通告的路由
rib-in-brief = 收到 { $received } 条{ $refused ->
    [0] {""}
   *[other] ，拒绝 { $refused } 条
}
rib-loc = Loc-RIB：选中的路由
rib-out = Adj-RIB-Out：向邻居通告的路由
rib-out-brief = { $told ->
    [0] 没有向任何邻居通告
   *[other] 向 { $told } 个邻居通告
}{ $held ->
    [0] {""}
   *[other] ；对 { $held } 个邻居暂时压住
}
rib-before = 收到
rib-after = 策略之后
rib-refused = 拒绝
rib-told = 通告
rib-unchanged = 未改动
rib-held = 被 MRAI 定时器压住：{ $route }
rib-held-withdrawal = 被 MRAI 定时器压住：撤销
rib-untold = 另有 { $count } 个邻居什么也没有告诉。路由不会回告给它的来源；经 iBGP 学到的不再传给同一网络内部；给对等方和提供商的，只有自己的和客户的路由。
rib-none = 无

## 换一家厂商会怎样选

profile-title = 换一家的路由器会怎样选？
profile-yours = 它自己的规则
profile-own = 这台路由器本来就按 { $vendor } 选路。
profile-differs = { $vendor } 会选{ $then }，而不是{ $now }。
profile-same = { $vendor } 也会选{ $now }。
profile-none = { $vendor } 一条也不会选。
profile-same-rule = 起决定作用的规则相同：{ $rule }。
profile-other-rule = 那时起决定作用的规则：{ $then }。现在的：{ $now }。
profile-newest-first = 它从最新的路由开始两两比较。而 MED 只在来自同一邻居 AS 的路由之间比较，于是到达的先后会改变胜者（未启用“确定性 MED”）。
profile-as-they-arrived = 它把每条新到的路由与当时的最佳路由比较。而 MED 只在来自同一邻居 AS 的路由之间比较，于是到达的先后会改变胜者（未启用“确定性 MED”）。
profile-best-stays = 如果新路由只是路由器 ID 或地址更小，已经是最佳的路由保持不变（RFC 5004）。
profile-best-of-another-stays = 如果另一台路由器的新路由只是路由器 ID 或地址更小，已经是最佳的路由保持不变（RFC 5004）。
profile-oldest = 同样好的路由中，最早到达的胜出。
profile-med-always = 不同邻居 AS 的路由之间也比较 MED。
profile-missing-worst = 没有 MED 视为最差。
profile-ignores-as-path = 不比较 AS 路径的长度。
profile-multipath = 最多并用 { $most } 条同样好的路由（multipath），只把最佳的一条告诉别人。
profile-no-habits = 对全部路由一起比较，MED 在每个邻居 AS 之内比较：到达的先后没有影响。
profile-measured = 全部 { $rules } 条规则都在真实运行的路由软件上测得。
profile-documented = 这些规则取自文档，未经测量：{ $source }。
profile-partly-measured = { $rules } 条规则中有 { $measured } 条在真实运行的路由软件上测得，其余取自文档：{ $source }。

## 路由窥镜

glass-title = 路由窥镜
glass-open = 打开路由窥镜
glass-close = 关闭路由窥镜
glass-input = 命令
glass-run = 执行
glass-here = 改问 { $router }
glass-screen = 回答
glass-chips = 接下来可以写
glass-hint = 像工程师那样询问路由器（looking glass）。Tab 补全，? 列出接下来可以写什么，↑ ↓ 调出以前的命令，Esc 离开。
glass-connected = 现在询问的是 { $router }。
glass-help-keys = 单词可以缩写，例如 sh bgp su。Tab 补全，? 列出接下来可以写什么。TARGET 是地址，或服务、客户网络的短名；NEIGHBOR 是地址或路由器的短名。
glass-about-bgp = 去往所有前缀的全部路由
glass-about-bgp-prefix = 去往某个前缀的全部路由，以及选择的理由
glass-about-bgp-profile = 换一家厂商的路由器会怎样选
glass-about-summary = BGP 会话一览，每个一行
glass-about-neighbor = 某一个会话
glass-about-received = 邻居通告的路由（应用策略之前）
glass-about-accepted = 应用策略之后留下的路由
glass-about-advertised = 向邻居通告的路由
glass-about-route = 转发表：数据包往哪里走
glass-about-route-address = 去往某个地址的数据包往哪里走
glass-about-ping = 发一个数据包，等它的应答
glass-about-traceroute = 沿途逐台路由器
glass-about-connect = 改问另一台路由器
glass-about-clear = 清屏
glass-about-help = 全部命令
glass-too-long = 一行最多 { $limit } 个字符。
glass-expected = 这里可以写：{ $expected }。
glass-ambiguous = 再多写一个字母。
glass-too-much = 到这个词之前，命令已经完整。
glass-no-prefix = 这个世界里没有谁通告该前缀。链路和路由器自身的地址不对外通告，因为远处没有人需要到达它们。
glass-no-route = 没有邻居通告它，这台路由器自己也不通告。
glass-unrouted = 没有与该地址匹配的表项，路由器只能丢弃数据包。
glass-decided = 起决定作用的规则：{ $rule }。
glass-summary-note = Rcvd：邻居通告的前缀数。Best：其中被选为最佳的。Sent：向它通告的。Held：被 MRAI 定时器压住的。
glass-neighbor-note = 对这台路由器而言，该邻居是{ $relation }。这决定了向它通告什么，也决定了它的路由受不受偏爱。
glass-received-note = LOCAL_PREF 不跨越两个网络的边界，由接收方自己设置。
glass-held-note = MRAI 定时器正在运行：邻居仍然相信上一次听到的内容。
glass-route-note = 从哪里离开本网络由 BGP 选择；网络内部怎么走过去由 IGP 决定。
glass-route-discard = 这里采用了带 BLACKHOLE 团体属性的路由：发往它的数据包被有意丢弃。
glass-route-here = 地址就在这里，数据包在此送达。
glass-route-link = 下一台路由器属于另一个网络，即 BGP 的下一跳。
glass-route-exit = 数据包从哪台路由器离开本网络由 BGP 选择；朝它走哪条链路由 IGP 选择。
glass-answer-elsewhere = 源地址是任播地址，应答会送到离应答者最近的接入点。所以运营商会给每个接入点另配一个独有的地址。
glass-back-same = 应答沿原路返回。
glass-back-other = 应答走的是另一条路：沿途每台路由器各自决定。
glass-back-assumed = 这台路由器没有对外通告的地址，没有人能应答它。这里假定返回所用的时间与去程相同。

## 链路

link-kind = 链路
link-relation = 对 { $a } 而言，{ $b } 是{ $relation }。
link-internal = { $system } 的内部链路。
link-delay = 单向时延：{ $delay }
link-works = 链路正常。
link-cut = 链路已切断：什么也通不过。
link-down = 中断
link-fail = 切断链路
link-restore = 修复链路

## 日常之外：在路由器、接入点和链路的卡片上

hijack-title = 劫持 { $prefix }
hijack-about = 通告属于别人的前缀。伪造源 AS：装作合法的源 AS 就在它身后。{ $longer ->
    [0] {""}
   *[other] 更具体的前缀：通告其中更长的前缀，凡是接受它的地方都由它胜出。
}
hijack-same = 相同前缀
hijack-forged = 伪造源 AS
hijack-specific = 更具体的前缀
hijack-now = 这台路由器正在劫持 { $prefix }。
leak-title = 路由泄漏
leak-about = { $network } 把一切都告诉每个邻居，包括从对等方和提供商学到的路由（RFC 7908）。
leak-begin = 泄漏全部路由
leak-now = { $network } 正在泄漏路由：把一切都告诉每个邻居。
restart-title = 重启 BGP
restart-about = 它的 BGP 中断 { $seconds } 秒，转发照常进行。
restart-begin = 重启 BGP
restart-now = 这里的 BGP 正在重启。
drain-title = 排空
drain-about = 停用之前，先请邻居避开这个接入点（GRACEFUL_SHUTDOWN，RFC 8326）：它仍在应答，客户就已转走。
drain-begin = 排空接入点
drain-now = 正在排空：它仍在通告、仍在应答，但请邻居避开它。
drain-now-withdrawn = 同时处于排空状态：到达这里的报文仍会得到应答；重新通告时，它会请邻居避开它。
silence-title = 静默中断
silence-about = 数据包消失，而两端接口都显示正常：路由器要等保持时间到期才会察觉，或者靠 BFD。
silence-begin = 静默中断
silence-now = 链路不再传送任何数据，而它的 BGP 会话仍然维持。
session-switch-title = BGP 会话
session-switch-about = 两端的运营者关闭 BGP，链路照常：从此不再通过它学到任何路由。
session-switch-off = 关闭 BGP
session-off-now = 它的 BGP 会话已关闭。
announce-title = 通告更多前缀
announce-about = 运营者自己的前缀，从这里通告。别人接不接受，要看他们的过滤规则：多数不接受比 /24（IPv6 是 /48）更长的前缀。
announce-now = 这台路由器还通告 { $prefixes }。

## 谁可以作为源 AS：ROA

rpki-title = RPKI
rpki-validates = { $network } 做源验证：拒绝无效的路由（RFC 6811）。
rpki-valid = AS { $asn } 通告的 { $prefix } 有效：有 ROA 允许。
rpki-invalid-origin = AS { $asn } 通告的 { $prefix } 无效：有 ROA 覆盖它，但没有一条允许这个 AS。做源验证的网络都会拒绝。
rpki-invalid-length = AS { $asn } 通告的 { $prefix } 无效：有 ROA 覆盖它，但没有一条允许这么长的前缀。做源验证的网络都会拒绝。
rpki-not-found = AS { $asn } 通告的 { $prefix } 状态为“未找到”：没有 ROA 覆盖它。没有人会因此拒绝。
rpki-roa = { $asn ->
    [0] ROA：任何 AS 都不得通告，{ $prefixes }
   *[other] ROA：AS { $asn }，{ $prefixes }
}
rpki-revoke = 撤销
rpki-publish = 为 AS { $asn } 发布 ROA
rpki-publish-up-to = 发布最长到 /{ $length } 的 ROA

## 地图内容的表格

pops-title = 全部接入点
clients-title = 全部客户网络
column-pop = 接入点
column-state = 状态
column-clients = 客户网络
column-share = 用户
column-client = 客户网络
column-served-by = 应答者
map-summary = { $nodes } 个接入点中有 { $announced } 个正在通告前缀；{ $clients } 个客户网络中有 { $served } 个得到应答。
map-summary-of = { $service }：{ $sentence }

## 出错时

problem-title = 无法打开
problem-file = 文件 { $file }：
problem-place-whole = 整个文件
problem-fetch = 无法载入文件：{ $why }
problem-too-large = 文件超过 { $limit } KB。
problem-not-found = 这里没有叫“{ $name }”的东西。
problem-link = 网址指向不存在的内容：“{ $fragment }”。
problem-home = 回到默认世界
crash-title = 出了故障
crash-body = 这是实验室的错，不是你的。你的进度已保存。请重新载入页面继续。
crash-reload = 重新载入

## 地图

map-label = 世界地图。方向键在标记之间移动，回车键选中，加号和减号缩放，0 显示全部。
map-node = 接入点 { $name }：正在通告；服务 { $count ->
    [one] { $count } 个客户网络
   *[other] { $count } 个客户网络
}。
map-node-withdrawn = 接入点 { $name }：已撤销。
map-node-dark = 接入点 { $name }：已瘫痪。
map-client = 客户网络 { $name }，{ $people } 人：由接入点 { $node } 服务。
map-client-unserved = 客户网络 { $name }，{ $people } 人：到不了任何接入点。
map-router = 路由器 { $name }，AS { $asn }。
map-zoom-in = 放大
map-zoom-out = 缩小
map-fit = 显示全部
map-legend = 图例
map-legend-node = 接入点（PoP），各有形状和字母
map-legend-client = 客户，标有为其服务的接入点的字母
map-legend-router = 路由器
map-legend-announce = 通告路由的 UPDATE
map-legend-withdraw = 撤销路由的 UPDATE
map-legend-query = 查询
map-legend-answer = 应答
map-legend-opening = 建立会话：TCP SYN、QUIC Initial
map-legend-data = 会话的数据
map-legend-acknowledgment = 对数据的确认
map-legend-reset = RST：到达之处对会话一无所知
map-legend-flow-query = 会话或探测的查询
map-legend-flow-answer = 对它的应答
map-legend-icmp = ICMP：ping、traceroute
map-legend-provider = 提供商指向客户
map-legend-peer = 对等
map-legend-internal = 同一网络内部

## 课程架：课程列表，以及正文中的注解

lessons-all-done = 这里的课程你都学完了，随时可以再来一遍。
lesson-next-up = 下一课：第 { $number } 课
lesson-next-myth = 下一句：试试看
lesson-begun = 已完成 { $done } / { $of } 步
lesson-begun-some = 已开始
lesson-points = 得分 { $points } / { $of }
lesson-after = 建议先学{ $titles }
lesson-quoted = “{ $title }”
list-comma = 、
chapter-done = 已完成 { $done } / { $of }
myths-about = 大家常说的话。逐句试一试，看看是不是这样。
myth-begun = 已开始
myth-tried = 已验证
trial-drop = 把课程文件夹拖到这里试一试
trial-title = 试一试自己写的课程
trial-about = 把课程的文件夹或三个文件拖到页面上任何地方，或者在这里选择。文件只在你的浏览器里读取，不会传到任何地方。改好之后再拖一次。
trial-files = 选择文件
trial-folder = 选择文件夹
trial-wrong = 这一课还不能开始
trial-again = 改好之后，再拖一次。
trial-own-title = 这是你自己的课程副本
trial-own = 在这里做的一切都不会记录。改动之后再拖一次；重新载入页面即可恢复原样。
trial-own-missing = 在这里做的一切都不会记录。还缺 { $files }，暂时用另一种语言代替。改动之后再拖一次；重新载入页面即可恢复原样。
progress-title = 学习进度
progress-about = 进度只保存在这个浏览器里，别人看不到。你可以把它存成文件带走，再并入别处的进度。
progress-sum = 共 { $of } 课，已完成 { $done } 课。
progress-save = 存成文件
progress-saved = 已存为 { $file }，在你的下载文件夹里。
progress-not-saved = 这个浏览器不能保存文件，请换一个试试。
progress-add = 从文件并入
progress-added = { $count ->
    [0] 里面没有新内容。
   *[other] 有 { $count } 课并入了新内容，原有的一点没少。
}
progress-too-large = 这个文件太大，不会是实验室的进度。什么都没有改动。
progress-newer = 这个文件是更新版本的实验室写的，请用那个版本打开。什么都没有改动。
progress-damaged = 这不是实验室的进度文件，或者已经损坏。什么都没有改动。读到的问题：{ $why }
progress-unreadable = 文件无法读取。什么都没有改动。
progress-not-kept = 这个浏览器不为本页保存任何东西（是隐私窗口吗？），所以无法并入。
number-computed = 由本实验室的引擎算出。
number-measured = 在现实中测得：{ $by }
number-claimed = 这是 { $by } 的说法
note-close = 关闭注解
words-title = 词汇
words-all = 全部词汇
words-search = 搜索词汇
words-coming = 正在查找……
words-unknown = 这个词还没有解释。
words-missing = 词汇没有取到。请检查网络，然后重新打开。
words-found = { $count ->
    [0] 没有这样的词。
   *[other] { $count } 个词
}

## 课程

lessons-title = 课程
lessons-none = 此副本不含课程。
lesson-step = 第 { $number } 步，共 { $count } 步
lesson-predict = 先预测
lesson-lock = 锁定我的预测
lesson-locked = 你的预测已锁定。
lesson-goals = 目标
lesson-goal-met = 已完成
lesson-goal-open = 待完成
lesson-show = 带我去看
lesson-hint = 提示（还有 { $left } 条）
lesson-hints = 提示
lesson-next = 下一步
lesson-back = 上一步
lesson-reset = 重做
lesson-finish = 完成
lesson-again = 再来一遍
lesson-complete = 课程完成
lesson-score = { $all ->
    [one] 你的预测{ $right ->
        [0] 没有猜中，但会因此记得更牢。
       *[other] 猜中了。
    }
   *[other] 你的 { $all } 个预测中{ $right ->
        [0] 一个也没猜中；意外的事最难忘。
       *[other] 猜中了 { $right } 个。
    }
}
lesson-next-lesson = 下一课：{ $title }
lesson-minutes = 约 { $minutes } 分钟
lesson-begin = 开始
lesson-resume = 继续
lesson-done = 已完成
lesson-right = 你猜中了
lesson-wrong = 和你猜的不一样
lesson-predicted = 你的预测：
lesson-happened = 实际结果：
lesson-nobody = 没有人
lesson-yes = 是
lesson-no = 否
lesson-frozen = 锁定答案之前，世界静止不动。
lesson-not-asked = 课程的这一步不需要它。在“自由探索”里可以随意操作。
parameter-variant-of-nothing = variant 指的是某一步的另一种形式：#/lesson/课程/步骤?variant=名称。
parameter-variant = 变体的名称：a-z、0-9 和 -
warning-no-variant = 这一步没有名为“{ $wanted }”的变体。{ $count ->
    [0] 它没有变体。
   *[other] 它有 { $count } 个：{ $variants }。
}
lesson-solve = 演示给我看
lesson-solve-about = 会一步一步做给你看；之后这一步不计分。
lesson-showing = 正在演示，第 { $number } 个操作，共 { $count } 个：{ $what }。
lesson-showing-explain = 看看 { $router } 为什么这样选
lesson-showing-settle = 等到 BGP 收敛
lesson-showing-wait = 等待 { $time }
lesson-showing-next = 下一个操作
lesson-showing-stop = 停止
lesson-more = 本课的更多操作
lesson-skip = 跳过这一步
lesson-skip-about = 结果会替你做出来，不计分。
lesson-play = 就地自由探索
lesson-play-off = 锁定答案后即可自由探索
lesson-restart = 从头开始
lesson-restart-sure = 要清除本课的所有答案吗？
lesson-restart-yes = 是，从头开始
lesson-restart-no = 不
sandbox-title = 自由探索
sandbox-about = 这是课程世界此刻的一份副本，怎么摆弄都行；课程停在你离开的地方等你。
sandbox-back = 回到课程
lesson-another = 再来一道类似的
lesson-practice = 练习
lesson-practice-about = 某一步的另一种形式，单独练习，不计分。
lesson-practice-back = 回到课程
card-title = 你说的，和实际发生的
card-score = { $percent } %
card-score-about = 共 { $of } 分，得 { $points } 分。预测只要做了就算数，不论对错。
card-helped = { $hints ->
    [0] 没有用提示
   *[other] 用了 { $hints } 条提示
}，{ $shown ->
    [0] 没有看过演示
   *[other] 看了 { $shown } 次演示
}，{ $skipped ->
    [0] 没有跳过步骤
   *[other] 跳过了 { $skipped } 步
}。
card-right = 你说是 { $said }，确实如此。
card-wrong = 你说是 { $said }；其实是 { $actual }。
card-done = { $goals ->
    [1] 目标已达成。
    [2] 两个目标都已达成。
   *[other] { $goals } 个目标全部达成。
}
card-hints = { $hints ->
   *[other] 用了 { $hints } 条提示。
}
card-shown = 看了演示。
card-skipped = 已跳过。
card-skipped-goals = 已跳过；{ $goals } 个目标中达成了 { $held } 个。
card-open = 还没做。
card-points = { $points }/{ $of }
card-try = 换一种形式再试
card-lessons = 全部课程
lesson-explain = 说说为什么
lesson-quiz = 考考自己
lesson-lock-answer = 锁定我的答案
lesson-answer-locked = 你的答案已锁定。
lesson-answer-right = 答对了
lesson-answer-wrong = 不太对
lesson-answer-is = 答案是：
lesson-on-map = 在地图上指出那个地方，或者从列表里选。
lesson-offered = { $name }按下即选为答案。
lesson-offered-chosen = { $name }这是你现在的答案。
lesson-number = 你的数字
lesson-number-empty = 请先输入一个数字。
lesson-number-comma = 这个逗号是小数点吗？小数请用点号：1.5。
lesson-number-fine = 最多三位小数。
lesson-number-long = 位数太多了，这个世界里没有这么大的数。
lesson-number-other = 这不是数字。请用数字，小数用点号：113 或 0.5。
lesson-order-about = 拖动排序，或者用箭头：最小的在最前。
lesson-order-least = 最小
lesson-order-most = 最大
lesson-order-up = { $name }：上移
lesson-order-down = { $name }：下移
lesson-order-moved = { $name } 现在排在第 { $place } 位，共 { $count } 位。
lesson-reason-own-as = AS 路径中有这台路由器自己的 AS 号
lesson-reason-reflected = 它被反射回了来处
lesson-reason-next-hop = 下一跳不可达
lesson-reason-damped = 抖动过于频繁，被抑制
lesson-reason-denied = 有一条导入规则拒绝了它
lesson-reason-too-long = 前缀太长
lesson-reason-no-policy = 没有为这个邻居设置策略
lesson-reason-origin-invalid = 源 AS 无效：与 ROA 不符
lesson-reason-leak = 依 OTC 属性，这是路由泄漏
lesson-reason-not-heard = 没有这样的路由：谁也没告诉过这台路由器
lesson-reason-used = 用的就是它：它是最佳路由
lesson-outcome-answered = 有接入点应答
lesson-outcome-no-route = 途中有路由器没有路由，把它丢弃
lesson-outcome-loop = 一直绕圈，直到 TTL 耗尽
lesson-outcome-link-down = 断在一条失效的链路上
lesson-outcome-blackholed = 有路由器应 BLACKHOLE 的要求把它丢弃
lesson-outcome-hijacked = 落到了别人手里：劫持
lesson-outcome-lost = 以别的方式丢失
lesson-amount-networks = { $count } { $plural ->
   *[other] 个网络
}
lesson-amount-ms = { $count } ms
lesson-amount-s = { $count } s
lesson-amount-km = { $count } km
lesson-amount-percent = { $count } %
lesson-amount-ases = { $count } { $plural ->
   *[other] 个 AS
}
lesson-amount-routes = { $count } { $plural ->
   *[other] 条路由
}
lesson-amount-messages = { $count } { $plural ->
   *[other] 条 UPDATE
}
lesson-amount-changes = { $count } { $plural ->
   *[other] 次变化
}
lesson-amount-sessions = { $count } { $plural ->
   *[other] 个会话
}
lesson-amount-connections = { $count } { $plural ->
   *[other] 条连接
}
lesson-amount-addresses = { $count } { $plural ->
   *[other] 个地址
}
lesson-amount-commands = { $count } { $plural ->
   *[other] 条命令
}
lesson-amount-packets = { $count } { $plural ->
   *[other] 个数据包
}
lesson-amount-answers = { $count } { $plural ->
   *[other] 个应答
}
lesson-validity-valid = 有效
lesson-validity-invalid = 无效
lesson-validity-not-found = 未找到
lesson-broken = 这一课有问题
lesson-broken-body = 需要由作者修正；其他课程不受影响。
lesson-secret = 暂时保密：先回答课程的问题，再来看。
choice-secret = 它选了哪条、为什么，暂时保密：先回答，再来看。
client-served-secret = 由 { $node } 应答。有多远、要多久，暂时保密。
served-by-secret = 暂不透露
client-secret = 由谁应答，暂时保密：先预测，再亲眼看。
map-client-secret = 客户网络 { $name }，{ $people } 人：由谁应答，暂时保密。

run-title = 本次运行
run-seed = 种子
run-commands = 已下达的命令
run-digest = 起始指纹
run-about = 世界、种子和命令相同，运行就相同，在这里和在命令行都一样：anycast-lab run 会打印同样的指纹。
run-reseed = 换一个种子

## 放大镜

lens-title = 放大镜下的收敛
log-and-lens = 放大镜下的收敛与发生了什么
lens-idle = 撤销一条路由、中断一条链路或加长一条路径：这里会显示 BGP 为此付出了什么、花了多久。
lens-nothing-moved = 没有路由器需要重新选择。
lens-subject = { $others ->
    [0] 关于 { $prefix }。
   *[other] 关于 { $prefix }；另有 { $others } 个前缀也变了。
}
lens-announced = 通告
lens-withdrawn = 撤销
lens-last-change = 最后一次改选
lens-last-update = 最后一条 UPDATE
lens-open = 仍在变化。
lens-unsettled = 事件数已到上限，BGP 仍未平静。
lens-no-change = 没有路由器改变最佳路由。
lens-sooner = “BGP 总是 { $said } 秒收敛”？这一次，最后一台路由器在 { $took } 后改定了选择。收敛要多久，是结果而不是常数：要看还有哪些路径可试，也要看距离和定时器。
lens-later = “BGP 总是 { $said } 秒收敛”？这一次，路由器改来改去，持续了 { $took }。收敛要多久，是结果而不是常数：要看还有哪些路径可试，也要看距离和定时器。
lens-chart = 没有路由的路由器
lens-without = 共 { $routers } 台路由器：之前有 { $before } 台没有路由，最多时 { $most } 台，现在 { $now } 台。
lens-explored = 先后试过的路径
lens-all = 全部显示

## 地图上移动的东西

flight-query = 查询
flight-answer = 应答
flight-announcement = 通告
flight-replacement = 替换
flight-withdrawal = 撤销
flight-of = 属于{ $client }
flight-query-going = 正前往 { $address }。它会到哪里，还没有谁决定：沿途每台路由器各自决定下一跳。
flight-answer-going = 正返回{ $client }。
flight-answered = 到达接入点 { $node }，已得到应答。
flight-arrived = 已到达，距查询发出 { $took }。
flight-delivered = 已到达 { $router } 后面的目的主机。
flight-dropped = 被{ $router }丢弃：{ $why }。
flight-source = 源
flight-destination = 目的
flight-flags = 标志
flight-type = 类型
flight-server = 服务器
flight-hops = 沿途的路由器，以及出发后经过的时间
flight-ahead = 正在途中
flight-says-announced = { $from } 告诉 { $to }：经由我可以到达 { $prefix }。
flight-says-replaced = { $from } 告诉 { $to }：到达 { $prefix } 改走另一条路。它直接取代先前的通告，无须撤销 [RFC 4271 § 3.1]。
flight-says-withdrawn = { $from } 告诉 { $to }：经由我不再能到达 { $prefix }。
flight-attributes = 路径属性
flight-times = { $departed } 发出，{ $arrives } 到达：途中 { $took }。
flight-others = 同一会话上还有 { $count } 条 UPDATE 与它同行。
flight-going = 在途中。
flight-lost = 已丢失：会话在它到达之前中断了。
flight-received = 已于 { $at } 收到并处理。
flight-ignored = 接收方的最优路由没有变化。
flight-gained = 接收方原先没有路由，现在的最优路由是 { $after }。
flight-gone = 接收方原先的最优路由是 { $before }，现在没有路由了。
flight-changed = 接收方原先的最优路由是 { $before }，现在是 { $after }。
flight-best-from = 来自{ $neighbor }、AS_PATH 为 { $path } 的路由
flight-best-own = 它自己的通告
flight-before = 到达之前，接收方仍按原来所知转发。
flight-link = 它所经过的链路
air-title = 此刻在途中
air-summary = 在途中：{ $updates } 条 UPDATE，{ $packets } 个报文。
air-kind = 种类
air-way = 从何处到何处
air-left = 多久后到达

## 地图的分组、图层与图例

map-group = { $city }一带的 { $count } 个客户网络，共 { $people } 人：{ $parts }。按回车键逐个列出。
map-group-served = { $count } 个由接入点 { $node } 服务
map-group-unserved = { $count } 个到不了任何接入点
map-group-secret = { $count } 个暂时保密
map-group-between = ，
map-layers = 图层
map-layer-ways = 报文的路径
map-layer-systems = 各个网络及付费关系
map-layer-sessions = BGP 会话
map-legend-pie = 相距很近的客户网络：扇区按服务的接入点划分
map-legend-back = 所选客户网络的应答返回的路径
map-legend-load = 接入点的请求量；刻度为其容量，九成以上加斜纹
map-legend-flood = 洪泛，速率每增十倍宽一级
map-legend-bar = 服务的人数；刻度为平均份额，满格为其三倍
map-legend-way = 客户报文的路径，颜色同接入点
map-legend-ghost = 上次改变之前的路径
map-legend-replace = 替换路由的 UPDATE
map-legend-session = BGP 会话；虚线：已断开
map-legend-hint = 指向图例中的一项，即可在地图上找到它。一切都可以点击，移动的也可以。

## 出口：地图

map-site = { $name }：{ $about }。
map-legend-backbone = 骨干网：运营者自己的光缆
map-legend-site = 连接的目的地：源站、CDN、视频网站
map-legend-there = 1 用户的请求，2 服务器向目的地的请求
map-legend-reply = 3 经互联网返回的应答；连接越多，线越宽
map-legend-carried = 4 经骨干网转送到所属 PoP 的应答
map-legend-tunnel = 4 经互联网隧道转送的应答
map-legend-home = 到家：发出请求的服务器收到了应答
map-legend-died = 在此终结：被丢弃，或无人认识
map-legend-asking = 连接的请求
map-legend-replying = 对它的应答
map-legend-carried-packet = 在 PoP 之间转送的数据包
destination-origin = 源站
destination-cdn = 第三方 CDN
destination-geofenced = 只服务部分国家的网站
site-about = { $name }在此（{ $kind }）：各 PoP 的服务器向 { $at } 发起连接。
site-replies = 它发往借出地址的应答都到达 PoP { $node }，不论是哪个 PoP 发出的请求。
flight-reply-going = 一个应答，正前往 { $address }。它会到达通告该地址、且离应答者最近的 PoP，而不是发出请求的那个。
flight-carried = 现在决定其路径的不是互联网路由：一个 PoP 正把它转送到另一个。
flight-connection = 连接“{ $connection }”的全部

## 时间轴

transport-start = 回到开头
transport-ms = +1 ms：前进一毫秒
transport-ms-short = +1 ms
transport-head = 最新：回到最新时刻
transport-head-short = 最新
transport-redo = 重做
transport-undo-what = 撤回：{ $deed }
transport-redo-what = 重做：{ $deed }
transport-speed-words = { $speed }：实验中的一秒要看 { $real } 秒
transport-lenses = 观察
lens-packets = 报文
lens-packets-about = 慢到可以跟着一个报文逐跳前进
lens-routing = 路由
lens-routing-about = 慢到可以看见一条 UPDATE 越过大洋
lens-timers = DNS
lens-timers-about = 快到可以等 DNS 缓存和 BGP 定时器，它们以分钟计
tab-time = 时间
timeline = 时间轴
timeline-slider = 所示时刻
timeline-at-head = { $time }，最新时刻
timeline-in-past = { $time }，已经历到 { $head }
timeline-stretch = 时间轴显示 { $from } 至 { $to }。
timeline-about = 拖动可回看；沿刻度拖动可放大一段。
timeline-about-past = 在此操作会生出一条新分支。
timeline-nearer = 放大时间
timeline-farther = 缩小时间
timeline-all = 全部时间
timeline-more = 分支与标记
timeline-marks = 时间轴上的标记
lane-updates = 路由
lane-updates-about = △ 通告的 UPDATE，▽ 撤销的 UPDATE
lane-packets = 报文
lane-packets-about = 填充：到达的应答；✕ 被丢弃的报文
lane-sessions = 会话
lane-load = 负载
lane-load-about = ■ 过载的接入点，□ 得到缓解的接入点
mark-overloaded = { $count } 个接入点过载
lane-sessions-about = ○ 建立的用户会话，✕ 中断的用户会话
lane-goals = 目标
lane-branches = 分支
mark-updates = 在 { $lasted } 内有 { $announced } 条通告、{ $withdrawn } 条撤销
mark-lost = { $count } 个会话中断
mark-drops = { $count } 个报文被丢弃
mark-goal = 目标达成：{ $goal }
news-incident = 出了点事。
mark-incident = 出了点事
mark-predicted = 预测已锁定
mark-go = 转到此刻
mark-go-before = 转到之前
marks-title = 何时发生了什么
marks-none = 还没有：请撤销一个 PoP 的路由。
marks-time = 时间
marks-what = 事件
branches-title = 分支
branches-about = 回到过去，换一种做法：两段历史都会保留。
branch-main = 主线
branch-named = { $deed } · { $time }
branch-unnamed = 自 { $time } 起
branch-commands = { $count ->
    [0] 没有操作
   *[other] { $count } 次操作
}
branch-name = 分支
branch-head = 经历到
branch-switch = 切换过去
branch-compare = 比较
branch-remove = 删除
branch-current = 当前所示
branch-switch-what = 切换到“{ $branch }”
branch-compare-what = 与“{ $branch }”比较
branch-remove-what = 删除“{ $branch }”
pin-title = 比较
pin-button = 钉住此刻
pin-off = 不再比较
pin-about = 钉住一个时刻，此后的变化就会显示在这里。
pin-since = 自钉住的 { $time } 以来
pin-branch = 与“{ $branch }”在 { $time } 相比
pin-moved = { $count ->
    [0] 没有网络改变归属
   *[other] { $count } 个网络改变了归属
}
pin-rerouted = { $count ->
    [0] 每台路由器到该服务的最佳路由都没有变。
   *[other] { $count } 台路由器到该服务的最佳路由变了。
}
pin-delay = 客户到 PoP 的单程时延中位数：{ $before } → { $after }
pin-nobody = 无
notice-sought = 正在回看 { $time }。
notice-at-head = 已到最新时刻 { $time }。
notice-forked = 新分支：{ $branch }。原来的分支仍保留。
notice-switched = 现在位于：{ $branch }。
notice-removed = 分支已删除。
notice-compared = { $title }：{ $summary }。
notice-unpinned = 已不再比较。
notice-undone = 已撤回：{ $deed }。
notice-redone = 已重做：{ $deed }。
notice-too-many-branches = 最多保留 { $limit } 条分支：要在过去再次操作，请先删除一条。
notice-before-step = 此刻在本步骤开始之前：可以随意查看，但要操作，请到本步骤开始之后。

## 地址

parameter-unknown = 没有名为“{ $key }”的参数。可用的有：{ $known }。
parameter-bad = { $key } 不能是“{ $value }”；可以是：{ $allowed }。
parameter-twice = { $key } 出现了不止一次，以第一个为准。
parameter-too-many = 参数超过 { $most } 个，其余的不再查看。
parameter-seed-given = seed 在此不适用：课程或分享的运行自带种子。
parameter-number = 0 到 { $most } 之间的整数
parameter-run = 实验室分享对话框写出的运行
parameter-class = 班级的名称
parameter-class-alone = class 在此不适用：班级要做的是一课（#/lesson/NAME?class=…）。

## 分享的运行

run-problem-long = 地址中分享的运行有 { $chars } 个字符；最多读取 { $most } 个。
run-problem-version = 地址中分享的运行开头没有版本号（例如“v1.”）。
run-problem-newer = 地址中分享的运行出自更新的实验室（版本 { $version }；此处只读 v1）。请重新载入页面，或请维护者更新实验室。
run-problem-letters = 地址中分享的运行含有不该出现的字符，或者缺了结尾：只应有字母、数字、- 和 _。请重新复制完整的链接。
run-problem-damaged = 地址中分享的运行已损坏：校验和不符。链接可能被截断，或世界名被人改动。请重新复制完整的链接。
run-problem-large = 地址中分享的运行解开后超过 { $most } KB；这样的运行不会打开。
run-problem-malformed = 分享的运行里装的不是一次运行（{ $why }）。
run-problem-commands = 分享的运行有 { $count } 条命令；最多执行 { $most } 条。
run-flaw-order = 它排在一条更晚发出的命令之后。
run-flaw-history = 到那时为止，这里发生的事与制作链接之处不同。
run-flaw-far = 在它之前有超过 { $most } 个事件。
run-flaw-many = 一次运行最多有 { $most } 条命令。
warning-title = 地址中有些内容无法使用
warning-title-stored = 此浏览器中存储的有些内容无法使用
warning-close = 关闭此提示
warning-left-out = 分享的运行中第 { $number } 条命令已略去：{ $why }
warning-more-left-out = { $count ->
    [one] 另有 { $count } 条命令已略去。
   *[other] 另有 { $count } 条命令已略去。
}
warning-not-whole = 分享的运行未能播放到结尾；您看到的是它所到之处。
warning-other-outcome = 分享的运行已完整播放，结果却不同：制作链接之后，它的世界或实验室有了改动。
warning-run-not-the-same = 上次之后，课程、它的世界或实验室本身有了变化：照你当时的操作，如今会走到别处。因此改用课程自己的解法把世界带到这一步；你的答案都还在。
warning-run-in-lesson = 分享的运行属于世界（#/world/名称?run=…），而不属于课程；已略去。
warning-no-step = 本课程没有名为“{ $wanted }”的步骤。共有 { $count } 步：{ $steps }。也可以用序号。
warning-set-aside = 此处存储的内容（进度或设置）已损坏。它被放到一旁，没有丢弃；您将重新开始。
warning-newer-stored = 更新版本的实验室在此存储了进度或设置。它们原样保留；您现在所做的另行存储。

## 分享、设置、报告

dialog-close = 关闭
copied = 已复制。
copy-by-hand = 浏览器不允许页面复制。内容已选中：请按 Ctrl+C（⌘C）。
share-title = 分享
share-what = 分享内容
share-run = 这次运行，停在此刻
share-world = 这个世界，从头开始
share-step = 课程的这一步
share-link = 链接
share-copy = 复制链接
share-qr = 链接的二维码
share-no-qr = 链接有 { $chars } 个字符；摄像头还能读出的二维码最多容纳 { $most } 个。请改用复制。
share-too-long = 这次运行做的事太多，链接装不下（{ $chars } 个字符；最多 { $most } 个）。
share-about = 链接里有世界的名称、种子和做过的事。打开它的人会看到同样的运行，每个事件都一样。服务器上不存储任何内容。
settings-title = 设置
settings-lang = 语言
settings-theme = 主题
settings-motion = 动画
settings-auto = 跟随系统
theme-dark = 深色
theme-light = 浅色
theme-projector = 投影
motion-full = 完整
motion-reduced = 减少
settings-about = 投影：浅色，线条更粗，名称更大。减少动画：逐步移动，不再滑行。以上设置都记在此浏览器中。
notice-lesson = 这次运行出自一门课程。在这里您可以随意摆弄。
notice-lesson-open = 打开课程的那一步
run-digest-now = 此刻的指纹
run-digest-pause = （时间静止时显示）
crash-home = 前往默认世界
crash-report = 如要报告，请附上以下内容；它说明是哪次运行，不含您的任何信息：
crash-report-label = 报告
crash-copy = 复制报告

## 去程与回程

ways-there = 去程 ↓
ways-back = 回程 ↑
ways-same = 应答沿原路返回。
ways-other = 应答走另一条路返回：有 { $count } 台路由器只在其中一个方向上。没有哪台路由器知道另一个方向，各自只为眼前的数据包作决定。
ways-lost = 应答回不来：{ $fate }。
ways-only-there = 只在去程上
ways-only-back = 只在回程上
client-unheard = 由 { $node } 应答：相距 { $distance } 千米。应答回不来。

## 共用一个标记的客户网络

crowd-title = { $city }一带的 { $count } 个客户网络
crowd-people = 彼此相邻，共 { $people } 人
crowd-about = 从远处看，它们共用一个标记：饼图按应答的接入点分块。选择其中一个，看看它的路径。
crowd-nearer = 放大

## GeoDNS 与任播在一次失效中的较量

outage-title = { $service }：{ $what }用户有多久用不上它？
outage-silent = { $node }静默失效，没有任何接口报告。
outage-dark = { $node }断电，邻居立刻察觉。
outage-withdrawn = { $node }撤销路由，但仍继续应答。
outage-geo-dns = GeoDNS，TTL { $ttl }
outage-anycast-hold = 任播，保持时间 { $hold }，无 BFD
outage-anycast-blind = 任播，无保持时间，无 BFD
outage-anycast-bfd = 任播，BFD（{ $detection }）
outage-both = 两者兼有，TTL { $ttl }，保持时间 { $hold }
outage-both-bfd = 两者兼有，TTL { $ttl }，BFD（{ $detection }）
outage-nobody = 没有人用不上服务。
outage-somebody = { $share } 的用户用不上服务：其中一半不超过 { $half }，九成不超过 { $most }，最久的 { $worst }。
outage-still-out = { $horizon } 之后，全部用户中仍有 { $share } 用不上。
two-sentences = { $one }{ $other }
outage-round-trips = 平均往返时间：之前 { $before }，之后 { $after }。
outage-across = 失效后的时间
outage-up = 用不上服务的用户
outage-no-winner = 各种方式损失一样少。
outage-separator = ；
outage-best = 损失最少的是：{ $labels }。
outage-why-dns = 健康检查比路由器更早察觉；保持时间还没到，用户手里的答案就已过期。
outage-why-untouched = 这件事没有影响各节点自己的地址；要变的只是通往共用地址的路由。
outage-why-bfd = BFD 让路由器很快察觉；路由一变，所有用户都随之转移，无论缓存里有什么。
outage-why-anycast = 路由器比健康检查更早察觉；路由一变，所有用户都随之转移，无论缓存里有什么。
outage-why-both = 手里的地址失效了，还有第二个，由路由自行修复；路由还没察觉的，也会得到另一个地址。
outage-without-bfd-dns = 没有 BFD 时，GeoDNS 可以胜出：{ $winner }损失用户 { $less } 秒；{ $loser }损失 { $more } 秒。
outage-without-bfd-anycast = 没有 BFD 时，仍是任播胜出：{ $winner }损失用户 { $less } 秒；{ $loser }损失 { $more } 秒。
outage-cut = 要推演的太多；后来发生的事不在曲线里。

## 四种传播方式

cast-unicast = 单播
cast-broadcast = 广播
cast-multicast = 组播
cast-anycast = 任播
cast-unicast-about = 发往一个接收者独有的地址。它不在了，数据包也就丢了。
cast-broadcast-about = 发给发送者所在网络里的每一个。它的边界就是这个网络的边缘：没有路由器会转发出去（RFC 919）。
cast-multicast-about = 发给一个组的全体成员，沿着从发送者长出的树：在分岔处复制，每条链路只走一次（RFC 5110）。
cast-anycast-about = 发往许多节点共有的一个地址。路由把它带到其中一个，而发送者不知道是哪一个（RFC 4786）。
cast-figures = { $receivers } 个接收者，经过 { $links } 条链路，最后一份在 { $time } 后到达。
cast-saved = 若逐个单独发送，要经过 { $apart } 次链路；它在 { $forks } 台路由器上被复制。
cast-lost = 没有送达：{ $fate }。
cast-alone = { $system }没有别的路由器：听得到它的都在同一台后面。
cast-nobody = 没有人收到。
cast-no-address = { $node } 没有自己的地址。
## 洪泛台

benches = 看什么
bench-pops = 接入点
bench-floods = 洪泛
bench-floods-title = 洪泛与负载
bench-outage = 失效
bench-outage-title = GeoDNS 与任播
bench-casts = 传播
bench-casts-title = 一个数据包，四种传播方式

## 较量台

race-about = 在这个世界的副本里，一个接入点失效。如果域名由 GeoDNS 解析为某一个接入点的地址，或者就代表那唯一的任播地址，用户会有多久用不上服务？
race-lacks-names = 这个世界的接入点没有各自的地址，GeoDNS 无从作答，只有任播参加。在“three-cities”世界里两者都有。
race-node = 失去
race-how = 方式
race-silent = 静默：谁也不知道
race-dark = 断电，邻居察觉
race-withdrawn = 撤销路由
race-begin = 让它失效，并比较
race-runs = 正在逐个设定地推演……

## 四种传播方式

casts-about = 一个客户网络发出一个数据包。圆环发送，方块接收，线是它经过的链路。
casts-from = 来自
state-overloaded = 过载
console-served = { $all } 用户中有 { $served } 得到服务（{ $share }）
console-users = 用户请求 { $sent }，其中 { $delivered } 到达。
console-bots = 洪泛发出 { $sent }：{ $delivered } 到达，{ $overloaded } 在过载处被丢弃，{ $scrubbed } 被清洗，{ $lost } 到了别处。
console-launch-title = 发起洪泛
console-who = 来源
console-kind = 内容
console-shape = 方式
console-rate = 速率
console-botnet = { $name }：{ $machines } 台机器
console-udp = 反射的 UDP 应答
console-syn = TCP SYN
console-http = HTTP 请求
console-step = 一次到顶
console-ramp = 20 s 内逐渐升高
console-pulse = 5 s 开，5 s 关
console-launch = 发起
console-active = { $botnet }发出 { $rate }，其中 { $delivered } 到达。
console-stop = 停止
console-overload-title = 接入点过载时
console-manual = 不动
console-automatic = 撤销
console-patient = 撤销，迟些恢复
console-automation-about = BGP 不看负载。接入点过载 3 s 后撤销路由，用户就转到下一个接入点，洪泛也跟着去。它或者在自己的负载一降下来就恢复，或者等整个服务空闲满一分钟。
best-ask = 怎样最好？
best-now = 现在有 { $served } 用户得到服务。
best-nothing = 什么也不做：{ $served }。
best-sites = 撤销整个接入点，最好能有 { $served }（撤销：{ $how }）。
best-steering = 按邻居撤销，最好能有 { $served }（撤销：{ $how }）。
best-from = { $node } 对{ $neighbor }
best-none = 无
console-nodes = 各接入点的请求量与容量
console-pps = 每秒 { $pps } 个报文
console-load = { $percent } %：{ $room } 中用了 { $asked }
console-overload = { $percent } %：容量 { $room }，请求 { $asked }；丢弃 { $dropped }，不分好坏。报文等待 { $delay }。
console-scrub = 清洗
console-away = 已自行撤销
black-hole-title = 黑洞
black-hole-about = 遵从 BLACKHOLE（RFC 7999）的邻居会丢弃经它们发往这个接入点前缀的一切：洪泛，连同它们背后的用户。
black-hole-begin = 请求黑洞
black-hole-now = 已请求邻居丢弃发往其前缀的一切（BLACKHOLE）。
ask-title = 团体属性
ask-about = 邻居愿意替这个接入点的路由做的事。路由带上团体属性（RFC 1997），作为请求；只有提供它的邻居会照办。
ask-local-pref = { $community } · { $network }：LOCAL_PREF { $value }
ask-withhold = { $community } · { $network }：不告诉{ $whom }
ask-prepend = { $community } · { $network }：对{ $whom }多加 { $times } 份
ask-now = 通告时带着 { $communities }。
audience-customers = 其客户
audience-peers = 其对等方
audience-providers = 其提供商
audience-all = 任何邻居
steer-title = 按邻居撤销
steer-about = 不再向按下的邻居通告前缀，对其他邻居照旧：这样可以引开一部分客户，而不必放弃整个接入点。
steer-now = 不向{ $neighbors }通告前缀。
pop-load = 负载

## 会话台，以及客户网络自己的会话

bench-sessions = 会话
bench-sessions-title = 会话及其结局
sessions-none = 从同一个城市发起一个 TCP 下载和一个 DNS 循环查询，再撤销应答它们的接入点：看看两者中谁会察觉。
sessions-list = 会话，由旧到新
sessions-earlier = 更早的 { $count } 个会话没有列出。
sessions-figures = 存活与中断
session-launch-title = 发起会话
session-from = 来源
session-what = 内容
session-start = 发起
session-tcp = TCP 下载
session-udp = DNS 循环查询（UDP）
session-quic = QUIC 下载
session-of-client = 从这里发起的会话
session-start-tcp = 发起 TCP 下载
session-start-udp = 发起 DNS 循环查询
session-start-quic = QUIC
session-quic-moves = { $node }的服务器各有自己的地址：QUIC 会话会转到那里，路由改变也不会中断。
session-quic-stays = { $node }的服务器只有服务的地址：QUIC 会话和 TCP 一样，取决于路由。
session-by = { $node }，服务器 { $server }
session-answers = { $count } 个应答
session-segments = { $count } 个数据段
session-opening = 已发出请求，还没有应答。
session-open = 进行中。
session-over = 于 { $at } 停止。
session-lost = 于 { $at } 中断：{ $why }。
session-stop = 停止
session-cause = { $count } 个中断：{ $why }。
session-cost = { $kind }：{ $before } 个中有 { $lost } 个中断。
session-since = 自“{ $command }”以来
column-protocol = 类别
column-opened = 建立
column-alive = 存活
column-stopped = 停止
column-lost = 中断

## 探测

probes = 探测
probes-none = ping 给出去程和回程各要多久；traceroute 给出途中的路由器；id.server 给出应答的是哪台服务器 [RFC 4892]。
probe-ping = Ping
probe-traceroute = Traceroute
probe-id-server = 哪台服务器？
probe-ping-of = Ping { $address }，{ $at }
probe-traceroute-of = Traceroute { $address }，{ $at }
probe-id-server-of = 向 { $address } 查询 id.server，{ $at }
probe-going = 进行中……
probe-reached = 第 { $count } 跳，{ $node }的服务器 { $server } 应答。
probe-reached-router = 第 { $count } 跳到达。
probe-given-up = 在第 { $count } 跳放弃。
probe-unknown = 客户网络无从得知：{ $what }
probe-asymmetry = 相差
probe-same = 去程与回程一样长。
probe-back-longer = 回程更长，相差占全程的 { $share }。两个方向各由不同的路由器选择。
probe-there-longer = 去程更长，相差占全程的 { $share }。两个方向各由不同的路由器选择。
probe-hops = 各跳
probe-silent = 没有回应
column-hop = 跳
column-router = 路由器所属
column-as = AS
column-city = 城市
column-time = 时间

## 接入点内部

inside-title = 内部
inside-brief = { $all } 台服务器中有 { $alive } 台在服务
inside-brief-unnoticed = { $all } 台服务器中有 { $alive } 台能应答；{ $count } 台的故障尚未被发现
inside-about = 服务器一旦故障，就忘记它的会话。健康检查发现之前，报文仍会发给它；剩下的太少时，接入点撤销路由。
inside-server = 服务器 { $server }
inside-in-service = 在服务
inside-unnoticed = 已故障，尚未被发现
inside-out = 已故障，移出服务
inside-back = 已恢复，尚未被发现
inside-fail = 使其故障
inside-restore = 恢复
inside-choice = 怎样选择服务器
inside-ecmp = ECMP
inside-resilient = 弹性哈希
inside-layer4 = 四层负载均衡器
inside-per-packet = 逐包
inside-ecmp-about = 五元组的哈希值对在用服务器数取模：只要有一台加入或离开，多数流就换了服务器，会话随之中断。
inside-resilient-about = 哈希值选出许多桶中的一个：只有离开的那台服务器的桶会移动，它回来时桶也回来。
inside-layer4-about = 选法与弹性哈希相同，并记住每条流的服务器：只要那台服务器在服务，流就不动。
inside-per-packet-about = 每个报文发往下一台服务器，不管属于哪条流：有状态的会话立刻中断。

## 经过的报文

capture-title = 这里的报文
capture-about = 最新的在前。链路层地址只属于这一跳：谁也看不到更远。
capture-none = 刚才没有报文经过。
capture-in = 进
capture-out = 出
capture-link-layer = 链路层：
capture-rest = TTL { $ttl }，{ $length } 字节

## 出口：由服务器发起的连接

design-per-server = 每台服务器、每个标签各用一个地址
design-one-server = 每个标签由一台服务器负责
design-per-pop = 每个接入点一个地址，按端口分片
design-soft-unicast = 软单播
design-naive = 直接用任播地址
design-nat = 在各接入点路由器上做 NAT
did-set-egress-design = 新连接改用另一种出口设计：{ $design }。
did-set-fallback-tunnel = 骨干网不通时，应答改为经互联网上的隧道转送。
did-set-fallback-drop = 骨干网不通时，应答改为丢弃。
did-set-grace = 从现在起移动地址时，原主人的连接保留 { $seconds }。
did-set-dns-asker-user = 接入点现在用带用户标签的地址查询 DNS。
did-set-dns-asker-pop = 接入点现在用带本国标签的地址查询 DNS。
did-allocate-address = 把 { $address } 借给{ $node }，标签为“{ $tag }”。
did-release-address = 收回 { $address }。
did-move-address = 把 { $address } 移到{ $node }。
did-drain-addresses = 把{ $node }的全部地址移到最近的接入点。
did-onboard-prefix = 所有接入点开始通告客户的前缀 { $prefix }，其中的地址借给{ $node }。
did-load-geofeed = 发布了另一份 geofeed。
did-open-connection = { $client }的一位用户访问{ $destination }。
did-close-connection = 关闭连接 { $connection }。
did-hold-ports = { $node }的服务器 { $server } 向{ $to }打开 { $count } 条连接。
did-free-ports = { $node }的服务器 { $server } 关闭通往{ $to }的 { $count } 条连接。
did-hold-ports-all = { $node }的每台服务器各向{ $to }打开 { $count } 条连接。
did-free-ports-all = { $node }的每台服务器各关闭通往{ $to }的 { $count } 条连接。
did-reboot-router = { $router }重启，离线 { $seconds }。
news-address-lent = { $address } 借给了{ $node }，标签为“{ $tag }”。
news-address-released = 从{ $node }收回了 { $address }。
news-addresses-moved = { $count ->
    [1] { $address } 从{ $from }移到{ $to }；各接入点在各自的时刻得知。
   *[other] 以 { $address } 为首的 { $count } 个地址从{ $from }移到{ $to }；各接入点在各自的时刻得知。
}
news-table-learned = { $node }得到了第 { $version } 版地址表。
news-prefix-onboarded = 客户的 { $count } 个地址已加入地址池。
news-feed-loaded = geofeed 现在有 { $rows } 行，读它的人都信以为真。
news-connection-opened = 连接 { $connection } 已建立：第一个应答回到了家。
news-connection-ended = 连接 { $connection } 结束：{ $why }。
news-ports-exhausted = { $node }的服务器 { $server } 在 { $address } 上已没有可用于 { $to } 的端口：{ $used } 个在用，{ $waiting } 个处于 TIME-WAIT。去往别处仍有端口。
news-reply-carried = { $at }把一个应答转送到{ $to }。
news-reply-unknown = 一个应答到了{ $at }，而那里对它一无所知：{ $why }。
news-nat-forgot = { $node }的路由器忘记了每条连接属于哪台服务器。
unknown-not-lent = 该地址没有借给任何接入点
unknown-no-slice = 那里没有服务器拥有它的端口
unknown-forgotten = 那里没有谁还记得它属于谁
unknown-not-known = 它的端口属于服务器 { $server }，而那台服务器从未打开过这条连接
egress-over-closed = 已经完成任务
egress-over-no-server = 接入点中没有服务器接收请求
egress-over-no-address = 服务器没有带该标签的地址分片
egress-over-ports-exhausted = 服务器分片中的全部端口都已用于这个目的地
egress-over-fenced = 目的地认为该地址所在的国家不在服务范围内
egress-over-reset = 一个对它一无所知的接入点通知了目的地
egress-over-reply-lost = 它的应答到了一个对它一无所知的接入点
egress-over-timed-out = 太久没有任何回音
egress-over-address-moved = 它的接入点不得不交出地址
egress-over-server-failed = 它的一台服务器发生故障
refused-no-egress = 这个世界里的服务器不发起连接。
refused-not-in-pool = { $address } 不在地址池里；地址池是 { $pool }。
refused-nothing-lent = { $what } 没有可以取走的地址。
refused-bad-feed = geofeed 没有载入，一行也没有：{ $rows }
fate-unknown-connection = 到了一个对它的连接一无所知的接入点
fate-stranded = 骨干网没有通往目标接入点的路

## 出口：工作台

bench-egress = 出口
bench-egress-title = 出口：服务器怎样离开
egress-sections = 本工作台的各部分
egress-connections = 连接
egress-addresses = 地址
egress-slices = 端口
egress-comparison = 设计
egress-feed = 在哪？
egress-in-cities = { $destination } · { $count } 座城市
egress-experiments = 实验
egress-moral = 说明了什么
egress-fresh = 从头开始
egress-experiment = 演示
scene-naive = 回不了家的应答
scene-naive-about = 十座城市里的十台服务器都用同一个任播地址访问{ $to }。应答会去往离源站最近的接入点，不管是谁问的。
scene-naive-moral = 任播地址把应答带到最近的接入点，而不是发问的那一个。采用软单播时，最近的接入点知道应答属于谁，并把它转送过去。
scene-ten = 打开十条连接：{ $client } → { $to }
scene-ten-networks = 从十座城市向{ $to }打开十条连接
scene-to-naive = 改用任播地址离开
scene-to-soft = 改用软单播离开
scene-to-nat = 改由各接入点的 NAT 离开
scene-open-one = 向{ $to }打开一条连接
scene-move = 在连接存活时移动地址（{ $node } → { $next }）
scene-move-about = 十条连接正使用{ $node }的地址。每条持续半分钟。其间有一个地址借给{ $next }，各接入点在各自的时刻得知。
scene-move-without = 把 { $address } 移到{ $next }，没有宽限期
scene-move-with = 把 { $address } 移到{ $next }，宽限期 60 秒
scene-move-back = 把 { $address } 移回{ $node }
scene-move-moral = 没有宽限期时，原接入点一得知移动，使用该地址的连接就全部断开。有宽限期时，新主人把自己不认识的应答交还，连接可以做完再结束。
scene-cut = 切断骨干网
scene-cut-about = { $node }的应答经接入点之间的光缆回家。切断一条，应答就绕远路；全部切断，骨干网就没有路了。
scene-cut-one = 切断{ $node }到{ $other }的光缆
scene-cut-all = 切断{ $node }其余的所有光缆
scene-cut-drop = 骨干网送不到的一律丢弃
scene-cut-tunnel = 改为经互联网上的隧道转送
scene-cut-repair = 修复所有光缆
scene-cut-moral = 每一步之后看看往返时间。被切断的接入点能否继续工作，取决于届时如何处理应答：走隧道，还是丢弃。
scene-exhaust = 用光通往一个目的地的端口
scene-exhaust-about = 同一个端口对每个目的地都能用一次。所以一台服务器可能已没有端口可用于{ $to }，却还有许多可用于{ $other }。
scene-exhaust-take = 占用{ $node }所有服务器通往{ $to }的全部端口
scene-exhaust-free = 再把它们释放
scene-exhaust-moral = 第一条连接被拒绝，并说明什么用完了；第二条照常打开。释放的端口要等一分钟（TIME-WAIT），才能再次用于同一目的地。
scene-misdirected = 走错方向的用户（{ $node }维护中）
scene-misdirected-about = { $node }正在维护，那里的用户由国外的接入点服务，却带着本国标签的地址离开。内容网络{ $cdn }被问到最近的节点：离谁最近？
scene-misdirected-withdraw = 撤销{ $node }的通告
scene-misdirected-cure = 以接入点的身份查询 DNS，而不是以用户的身份
scene-misdirected-moral = 比较往返时间：绕过去又绕回来，直到接入点用带有自己所在地标签的地址查询 DNS。对按连接地址选择节点的网络，这样做没有用。
scene-nat = 健忘的 NAT
scene-nat-about = 每个接入点为每个标签准备一个自己的地址，由路由器记住每条连接属于哪台服务器。随后{ $node }的路由器重启。
scene-nat-reboot = 重启{ $node }的路由器
scene-nat-moral = 尽管所有服务器都正常，连接还是全部断开。如果端口本身就说明应答属于谁，就没有什么可忘的。
design-per-server-about = 每台服务器都有独占的地址。应答直接回家；但账单惊人。
design-one-server-about = 全世界只有一台服务器拥有某个标签的地址，其他服务器都经它发送。便宜，但绕远；它一出故障就全部断开。
design-per-pop-about = 每个接入点有自己的地址，每台服务器分到其中一部分端口。应答直接回家；但难以照顾国外的用户，也难以移动地址。
design-soft-unicast-about = 同上，但所有接入点都通告所有地址。应答进入最近的接入点，由它查表得知地址借给了谁，再转送过去。
design-naive-about = 服务器直接使用用户所连接的地址。应答去往离源站最近的接入点，而那里对它一无所知。
design-nat-about = 各接入点的路由器出借自己的地址，并记住每一条连接。它一重启，连接全部断开。
design-addresses = { $count ->
   *[other] 这里需要 { $shown } 个地址。
}
egress-how = 服务器怎样离开
egress-design-since = 已打开的连接保持原来的设计；新连接采用这里所选的。
egress-fallback = 骨干网中断时
egress-fallback-tunnel = 走隧道
egress-fallback-drop = 丢弃
egress-fallback-tunnel-about = 骨干网没有路时，应答经公共互联网上的隧道转送。
egress-fallback-drop-about = 骨干网没有路时，应答被丢弃。
egress-grace = 宽限期
egress-grace-none-about = 地址移动时什么也不带走：原接入点一得知，它的连接就结束。
egress-grace-about = 移动后的 { $seconds } 内，原主人保留它的连接，新主人把属于这些连接的应答交还。
egress-asker = DNS 查询身份
egress-asker-user = 用户
egress-asker-pop = 接入点
egress-asker-user-about = 接入点用带用户标签的地址查询 DNS：得到的是离用户所在国最近的节点。
egress-asker-pop-about = 接入点用带本国标签的地址查询 DNS：得到的是离自己近的节点。
egress-open-title = 打开连接
egress-open-from = 用户来自
egress-open-to = 访问
egress-open-lasts = 保持
egress-open-tag = 地址标签
egress-tag-own = 按用户所在国
egress-until-closed = 直到关闭
egress-for-5-s = 5 秒
egress-for-60-s = 60 秒
egress-for-10-min = 10 分钟
egress-open-one = 打开一条
egress-open-ten = 从这里打开十条
egress-open-ten-networks = 从十座城市打开十条
egress-list = 连接，最新的在前
egress-none = 还没有服务器打开过连接。可以打开几条，或从上面的实验开始。
egress-summary = { $open } 条存活，{ $opening ->
    [0] { "" }
   *[other] { $opening } 条正在打开，
}{ $over } 条完成，{ $lost } 条断开。
egress-cause = { $count } 条：{ $why }
egress-earlier = 更早的 { $count } 条未列出。
egress-title = { $client } → { $to }
egress-requested = 用户的请求还在路上
egress-opening = 正在打开：还没有应答回到家
egress-open = 已打开
egress-open-in = 已打开，往返 { $time }
egress-over = 于 { $at } 完成
egress-lost = 于 { $at } 断开：{ $why }
egress-source = { $node }，服务器 { $server }，{ $from }，标签“{ $tag }”
egress-seat = { $node }，服务器 { $server }
egress-of-user = 用户
egress-of-pop = 接入点
egress-of-address = 地址
egress-of-other = { $whose }：{ $country }，与用户所在国不同
egress-of-same = { $whose }：{ $country }
egress-reply-home = 应答直接回到{ $at }。
egress-reply-carried = 应答进入{ $at }，再转送到{ $to }。
egress-reply-at = 最近一个应答进入{ $at }。
egress-reply-astray = 它的最后一个应答到了{ $at }，而那里对它一无所知。
egress-about-request = 用户的请求发往任播地址；BGP 把它从{ $city }带到{ $node }。
egress-about-request-near = 用户的请求发往任播地址；BGP 把它带到{ $node }，用户就在那里。
egress-about-opened = { $at } 提出请求：{ $to }。设计：{ $design }；标签：{ $tag }。
egress-about-slice = 它的端口在 { $first } 到 { $last } 之间，即服务器 { $server } 的分片。所以只看端口就知道应答属于谁。
egress-about-through = 它经{ $node }的服务器 { $server } 离开，该标签的地址在那里。
egress-about-believed = 按 geofeed，该地址在 { $country }，与标签一致。
egress-about-belied = 按 geofeed，该地址在 { $country }：与标签不符。
egress-about-unbelieved = geofeed 没有提到这个地址。
egress-about-exchanged = 发出 { $asked } 个请求，得到 { $answered } 个应答；在接入点之间转送了 { $carried } 个数据包。
egress-next-straight = 此刻发出的应答会直接回到{ $at }：{ $time }。
egress-next-carried = 此刻发出的应答会进入{ $at }，再经骨干网到{ $home }：{ $time }。
egress-next-tunnel = 此刻发出的应答会进入{ $at }，再经互联网上的隧道到{ $home }：{ $time }。
egress-next-unknown = 此刻发出的应答会止于{ $at }：{ $why }。
egress-next-lost = 此刻发出的应答会丢失：{ $why }。
egress-astray-at = 它的一个数据包到了{ $at }，而那里对它一无所知。
egress-astray-dropped = 它的一个数据包丢失了：{ $why }。
egress-close = 关闭
egress-close-all = 全部关闭
egress-tag = 标签
egress-pop = 接入点
tag-country = 这些地址标明位于 { $country }
tag-nowhere = 这些地址没有标明国家
tag-product = 承载产品“{ $product }”的流量
tag-users = 承载用户自己的流量
tag-trusted = 运营者为从这里发出的内容负责
tag-untrusted = 运营者不为从这里发出的内容负责
tag-says = { $place }；{ $product }；{ $trust }。
egress-drag-hint = 把地址拖到另一个接入点上，在这里或地图上都行。也可以按下它。
egress-table = 哪个接入点有哪个地址
egress-version-everywhere = 地址表第 { $version } 版，各接入点均已得知。
egress-version-late = 地址表第 { $version } 版；{ $count ->
   *[other] 还有 { $count } 个接入点没有得知：{ $nodes }。
}
egress-has-version = 仍是第 { $version } 版
egress-table-unused = 服务器现在不用这些地址：它们按另一种设计离开（{ $design }）。
egress-pool = 地址池有 { $all } 个地址：借出 { $lent } 个，分属 { $tags } 个标签；剩余 { $spare } 个。
egress-chip = { $node }：{ $count ->
   *[other] { $count } 条连接正在使用
}
egress-no-address = 无
egress-lent-to = 借给{ $node }，标签为“{ $tag }”。
egress-shared-by = 由服务器 { $first } 到 { $last } 共用，各占一段端口。
egress-living = { $count ->
    [0] 没有连接在使用它。
   *[other] { $count } 条连接正在使用它。
}
egress-grace-left = 宽限期还剩 { $left }：{ $node }保留它的连接，{ $owner }把属于它们的应答交还。
egress-move-to = 移到
egress-move = 移动
egress-release = 收回
egress-where-link = 它在哪？
egress-card-close = 关闭这张卡片
egress-allocate = 借给它 { $address }
egress-drain = 排空：移走它的全部地址
egress-has-in-all = { $node }共有 { $count } 个地址，含所有标签。
egress-brought-title = 客户自带的地址
egress-brought = { $customer }带来 { $prefix }。所有接入点都会通告它，其中的地址归一个接入点。
egress-brought-announced = { $customer }的 { $prefix } 由所有接入点通告。
egress-onboard = 接入
egress-server = 服务器
egress-towards = 通往
egress-towards-other = 对比
egress-arithmetic = 65,536 个端口 / 每片 { $ports } 个 = { $count } 片。最低的一片保留不用，所以一个地址供 { $each } 台服务器共用。
egress-arithmetic-pop = { $node }有 { $servers } 台服务器：每个标签需要 { $blocks ->
   *[other] { $blocks } 个地址
}。
egress-no-slices = 服务器现在按另一种设计离开（{ $design }）：下面是它分给每台服务器的端口。
egress-ports-of = { $address} 的端口 { $first } 到 { $last }
egress-server-has = 服务器 { $server } 拥有 { $ports }。
egress-server-without = 服务器 { $server } 没有带这个标签的地址。
egress-ports-none = 它的 { $all } 个端口一个也不剩：{ $used } 个在用，{ $waiting } 个处于 TIME-WAIT。
egress-ports-left = 它的 { $all } 个端口中有 { $free } 个空闲；{ $used } 个在用，{ $waiting } 个处于 TIME-WAIT。
egress-exhausted-servers = { $count ->
    [0] { $servers } 台服务器都还有端口。
   *[other] { $servers } 台服务器中有 { $count } 台已没有端口。
}
egress-bars = 通往{ $to }的在用端口，{ $count } 台服务器各一条
egress-in-use = 在用
egress-waiting = TIME-WAIT
egress-take = 占用 { $count } 个端口
egress-take-all = 全部占用
egress-free = 释放
egress-all-servers = 这个接入点的所有服务器一起
feed-title = 运营者怎么说：geofeed
feed-about = 谁也看不出一个地址的用户在哪里。运营者公布出来（RFC 8805），读它的人都信以为真。
feed-rows = { $count ->
   *[other] 这份 geofeed 有 { $count } 行。
}
feed-aggregated = 每个地址一行则要 { $single } 行：标签相同的相邻地址合为一行。
feed-scattered = 如果按接入点出借地址，标签就会分散，最少也要 { $count } 行。
feed-edited = 它是手写的，不再跟随地址表；按地址表应有 { $count } 行。
feed-text = geofeed，每行一条：前缀、国家、地区、城市、邮编
feed-publish = 发布
feed-publish-about = 限定地区的网站和内容网络立即以它为准。
feed-of-table = 恢复为地址表所述
feed-reset = 撤销我的修改
feed-copy = 复制
feed-save = 存为文件
feed-refused = 一行也没有发布：
feed-more-problems = { $count ->
   *[other] 另有 { $count } 行有误。
}
feed-no-prefix = 第 { $row } 行没有前缀。
feed-not-a-prefix = 第 { $row } 行：“{ $text }”既不是前缀，也不是地址。
feed-quote = 第 { $row } 行有一个引号位置不对。
feed-too-many = 第 { $row } 行有 { $count } 个字段；最多 5 个。
feed-not-a-country = 第 { $row } 行：“{ $text }”不是国家；应为两个字母，或留空。
feed-outside-pool = 第 { $row } 行：{ $prefix } 不全在地址池里。
feed-said-otherwise = 第 { $row } 行对 { $prefix } 的说法与第 { $other } 行不同。
feed-too-long = 第 { $row } 行超出了 { $most } 字节的上限。
compare-about = 在每种设计下，各客户网络的用户访问每个目的地。然后让每个接入点、每条光缆依次失效。
compare-begin = 比较各种设计
compare-progress = 已检查的失效
compare-pops = 接入点数
compare-servers = 每个接入点的服务器数
compare-tags = 标签数
compare-slice = 每片端口数
compare-price = 一个地址的价格
compare-ipv6 = IPv6：地址不花钱
compare-design = 设计
compare-cost = 费用
compare-speed = 速度
compare-reliability = 可靠性
compare-cheap = 便宜
compare-dear = 昂贵
compare-fast = 快
compare-slow = 慢
compare-reliable = 可靠
compare-poor = 不可靠
compare-addresses = 需要的地址及其价格
compare-held = 须持有的前缀及其价格
compare-prefixes = { $count ->
   *[other] { $count } 个前缀
}
compare-dead = 一开始就断开的连接
compare-added = 往返增加的时间，中位数
compare-added-p95 = 往返增加的时间，100 次中的 95 次以内
compare-local = 在用户进入之处离开
compare-server = 一台服务器失效时的最大损失
compare-pop = 一个接入点失效时的最大损失
compare-link = 一条光缆失效时的最大损失
compare-reboot = 一台路由器重启时的最大损失
compare-says-server = 每台服务器、每个标签各用一个地址：{ $count } 个地址，{ $cost }。
compare-says-one = 每个标签由一台服务器负责：{ $cost }，但往返最多增加 { $added }；不巧的那台服务器失效时，会失去全部连接的 { $lost }。
compare-says-soft = 软单播：{ $prefixes } 个前缀装下全部地址（{ $cost }），100 次往返中有 95 次增加不超过 { $added }。
compare-says-pop = 每个接入点一个地址并按端口分片：{ $count } 个地址（{ $cost }），但要放在各接入点自己的前缀里：须持有 { $prefixes } 个（{ $held }）。
compare-says-naive = 直接用任播地址不花钱，但 { $dead } 的连接一开始就断开。
compare-says-nat = NAT：一台路由器重启，最多带走全部连接的 { $lost }。
short-per-server = 每台服务器
short-one-server = 一台服务器
short-per-pop = 每个接入点
short-soft-unicast = 软单播
short-naive = 直接任播
short-nat = NAT
where-title = 这个地址在哪里？
where-address = 地址
where-note = 四个答案，没有一个是错的：各自所说的“哪里”含义不同。
where-geofeed = geofeed
where-geofeed-about = 运营者说的用户所在地
where-bgp = BGP
where-bgp-about = 各客户网络发往它的数据包去哪里
where-owner = 地址表
where-owner-about = 用它打开连接的接入点
where-reply = 最近一个应答
where-reply-about = 在哪里进入运营者的网络
where-in = { $place }（见 { $row } 一行）
where-anywhere = 不予说明
where-unsaid = 没有一行提到它
where-bgp-nowhere = 哪里都不去
where-bgp-one = { $node }，对全部 { $count } 个客户网络都一样
where-bgp-many = { $places } 个接入点，取决于从 { $count } 个客户网络中的哪一个问起：{ $named }……
where-lent = { $node }，用于“{ $tag }”
where-spare = 没有借给任何接入点
where-entered = { $node }
where-no-reply = 还没有应答

# 把自由探索录成课程
record-title = 新的一课
record-summary = 用一两句话说明这一课讲什么。
record-begin = 现状
record-begin-text = 在这里写下学习者看到了什么，以及这为什么重要。
record-act = 轮到你了
record-act-text = 在这里写下要做什么。
record-announced = **{ $node }** 在通告。
record-withdrawn = **{ $node }** 什么也不通告。
record-served = **{ $client }** 由 { $node } 应答。
record-converged = BGP 已经收敛。
record-sent = 你已经从 **{ $client }** 发出一个数据包。
record-not-yet = 还没有。
record-hint = 在这里写下从哪里开始。
record-pass = 在这里写下刚才看到了什么。
record-open = 录成课程
record-about = 你做过的事成为一课的解法，由此改变的东西成为它的目标。把三个文件存进以课程名命名的文件夹，再写上文字。
record-slug = 在文件和链接中的名称
record-slug-bad = 这里的名称由 1 到 64 个 a-z、0-9 和 - 组成，以字母或数字开头。
record-try = 试一试
record-next = 有了文件，“anycast-lab lessons check”会说明是否一切妥当。作者指南见 lessons/README.md。
record-nothing-done = 还没有可录的：请先下达一条命令，例如让一个接入点撤销通告。
record-nothing-changed = 你所做的没有改变任何课程可以要求的东西。请做一件会移动路由或客户的事，或者发送一个数据包。

# 完成码：核对之后怎么说
code-verified = 已核实
code-edited = 被改动
code-other-seed = 种子不符
code-other-version = 别的版本
code-unreadable = 无法读取
code-verified-about = 在这里一步步重做，结果与它所说的一致。
code-other-seed-about = 它的种子不是由这个班级、这个名字和这一课得出的那个：它来自别的链接，或者是给别人的。
code-cut = 它没有结尾：完成码以“.end”结尾。也许复制时被截断了。
code-too-long = 它比任何完成码都长。
code-letters = 它含有不该有的字符，或者缺了字符：应当只有字母、数字、- 和 _。请重新复制整个完成码。
code-damaged = 它已损坏：校验和不对，其中什么也读不出来。请重新复制整个完成码。
code-malformed = 其中打包的内容不是本版本的完成码。
code-odd-checksum = 它的校验和与内容不符：它在生成之后被改动过。
code-odd-deed = 它所说的步骤“{ $step }”无法照做：{ $why }
code-odd-trail = 它所说的无法照做：{ $why }
code-odd-steps = 它声称的步骤不是这一课的步骤。
code-odd-answer = 步骤“{ $step }”：它声称的回答或结果与实际不同。
code-odd-goal = 步骤“{ $step }”：它声称的与所做之事的结果不同。
code-odd-score = 步骤“{ $step }”：它声称的分数与应得的不同。
code-odd-hints = 步骤“{ $step }”：它声称的提示次数不同。
code-odd-end = 它所到达的世界不是它所说的那一个。
code-flaw-kept = 其中没有记下做过的事。
code-flaw-steps = 它的步骤不是这一课依次的步骤。
code-flaw-history = 到那时，这个世界里发生的是别的事。
code-flaw-allowed = 课程在那里不允许下达那条命令。
code-flaw-refused = 世界拒绝了一条命令。
code-flaw-answer = 缺少回答，或者回答不在选项之中。
code-flaw-much = 其中发生的事太多，不值得重做。
code-other-form = 它由更新版本的实验室生成。请在那里核对；它是否真实，这里不作判断。
code-other-program = 它由 { $theirs } 版的实验室生成，而这里是 { $ours } 版。请在那里核对；它是否真实，这里不作判断。
code-other-lesson = 它是用这一课的另一个版本做的。请用那个版本核对；它是否真实，这里不作判断。
code-other-world = 它是在这一课的世界的另一个版本里做的。请用那个版本核对；它是否真实，这里不作判断。
code-other-engine = 在生成它的实验室里，同一个世界打开后是另一个样子。请在那里核对；它是否真实，这里不作判断。
code-other-missing = 这份实验室没有这一课。请到有这一课的地方核对；它是否真实，这里不作判断。

# 班级
class-title = 班级
class-about = 供授课者使用：给班级的链接，以及做得怎么样。一切都在这个浏览器里进行；什么也不会发送出去，离开后什么也不保留。
class-links = 给班级的链接
class-links-about = 打开它的人会被问到名字或学号，此后就有一个自己的种子：数字不同；课程的步骤有别的样式时，样式也不同。
class-lesson = 课程
class-name = 班级的名称
class-link = 给班级的链接
class-link-soon = 填上班级的名称，链接就会出现在这里。
class-option = { $number }. { $title }
class-codes = 核对完成码
class-codes-about = 可以一次粘贴任意多个，周围有什么文字都行；也可以选择或拖入含有完成码的文本文件。每一个都会从头重做一遍，再与它所声称的比较。
class-proof = 完成码证明什么：在这一版课程里、用这个种子，这些操作得出这个结果。它不能证明是谁做的，也不能证明没有人帮忙。
class-paste = lab1.….end
class-check = 核对
class-files = 选择文件
class-unread = { $file } 无法读取，或者太大。
class-too-many = 一次太多了：最多核对 { $most } 个完成码。请清空列表后继续。
class-none = 这段文字里没有完成码。完成码以“lab1.”开头，以“.end”结尾。
class-added = 新增 { $new } 个完成码。{ $again ->
    [0] {""}
   *[other] 另有 { $again } 个已经在列表里。
  }
class-progress = 已核对 { $done } 个，共 { $all } 个
class-count = { $found } × { $count }
class-table = 完成码
class-student = 学生
class-found = 结论
class-points = 得分
class-minutes = 分钟
class-hints = 提示
class-shown = 看了解法
class-skipped = 跳过
class-open = 未做
class-wrong = 答错的步骤
class-nobody = （没有名字）
class-score = { $points } / { $of }
class-csv = 把完成码存为 CSV
class-steps-csv = 把步骤存为 CSV
class-clear = 清空列表
class-rates = { $lesson }：{ $count } 个已核实的完成码
class-step = 共 { $all } 个：{ $wrong } 个答错，{ $shown } 个看了解法，{ $skipped } 个跳过，{ $open } 个未做；提示 { $hints } 次
class-key-wrong = 答错
class-key-shown = 看了解法
class-key-left = 跳过或未做
class-key-good = 答对
name-empty = 名称至少要有一个字母、数字或汉字。
name-long = 名称最多 { $most } 个字符。
name-mark = 这里的名称不能含“{ $mark }”：可以用各种文字的字母和数字、空格，以及 - _ . ’ ( ) @ # & +
warning-class = 地址中的班级不是一个名称：{ $why }课程已打开，但不属于任何班级。

# 为班级做的一课
who-title = { $class } 的一课
who-about = 请填写授课者认得的名字或学号，每次写法都要一样。你自己的种子由它得出；它只留在这个浏览器里，以及你交上去的完成码里。
who-name = 名字或学号
who-begin = 开始
who-other = 不是你？
who-seed = 种子 { $seed }

# 完成码
code-title = 完成码
code-about = 这次运行的凭据，你的授课者或任何人都可以在实验室的“班级”页面核对。
code-make = 生成完成码
code-copy = 复制完成码
code-save = 存为文件
code-differs = 完成码上是 { $points } 分（满分 { $of }）：撤回的操作，或以前访问时做的事，不在其中。
code-no-tried = 试用中的课程没有完成码。
code-no-lesson = 无法再次取得这一课，没有它就没有完成码。请检查网络后重试。
code-no-long = 这次运行做得太多，任何完成码都装不下。重新做一遍就可以有。
code-no-flaw = 这次运行没有完成码：{ $why }重新做一遍就可以有。
