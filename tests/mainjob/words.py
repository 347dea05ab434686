"""What people read, zh first: the demo's departments, and the engine's words for phases, acts,
clocks and lights."""

DEPARTMENTS = {"market-regulation": "市场监管局", "public-security": "公安分局", "bank": "开户银行",
               "tax": "税务局", "human-resources": "人社局", "housing-fund": "公积金中心"}

PHASES = {"draft": "填报", "submitted": "收件", "correcting": "补正", "accepted": "受理",
          "suspended": "特别程序", "decided": "决定", "delivered": "送达", "closed": "办结",
          "refused": "不予受理", "withdrawn": "撤回", "terminated": "终止", "voided": "作废",
          "revoked": "撤销"}

OUTCOMES = {"granted": "准予", "partial": "部分办成", "denied": "不予", "forwarded": "转报"}

ROLES = {"applicant": "申请人", "clerk": "窗口", "reviewer": "审查", "approver": "批准"}

ACTS = {"save": ("暂存", "save"), "supply": ("补充材料", "bring a paper"),
        "submit": ("提交申请", "submit"), "accept": ("统一受理", "accept for all"),
        "conclude": ("提出审查意见", "conclude the review"), "grant": ("准予", "grant"),
        "deny": ("不予许可", "deny"), "deliver": ("统一出件", "hand over the results")}

# Those told as they start; 法定 stands in the table of where each case stands.
CLOCKS = {"notice": "告知", "promised": "承诺", "delivery": "送达", "correction": "补正"}

LIGHTS = {"green": ("绿", "32"), "yellow": ("黄", "33"), "red": ("红", "31"),
          "paused": ("停", "36")}

WEEKDAYS = "一二三四五六日"

DOCUMENTS = {"receipt": "收件凭证", "acceptance": "受理通知书", "grant": "准予决定书",
             "delivery": "送达回证", "denial": "不予决定书"}

LICENCES = {"business": "营业执照"}

MATERIALS = {"submitted": "收到", "verified": "核验", "shared": "共享", "promised": "承诺",
             "deferred": "容缺", "written": "填写"}
